import { Observable, type Subscriber } from 'rxjs'
import type { WaitReason } from '../domain/WaitReason.ts'
import type { ServerWords } from '../domain/words/serverWords.ts'
import type { Group } from '../traffic/Group.ts'
import type { AttemptEnd } from '../traffic/Rule.ts'

/** The admission that has given a place. */
export type PlaceKeeper = {
  nowMs(): number
  /** The place needs its slot no longer. */
  give(group: Group, hadSlot: boolean): void
  /** Calls the place back by `wait.subscriber` when its next attempt may start. */
  hold(wait: Wait): void
  /** Gives another place in the same group, without a slot. */
  beside(group: Group): Place
  /** The place is no longer to be called back. */
  forget(wait: Wait): void
}

/** Is told what a place waits for, and until when where that is known. */
export type HeldBack = (reason: WaitReason, untilMs: number | undefined) => void

/** What a server answered, as far as it matters to those that come after. */
export type Answered = {
  readonly health: AttemptEnd['health']
  readonly status: number
  readonly words: ServerWords
}

/** A place that waits for its next attempt. */
export type Wait = {
  readonly place: Place
  readonly fromMs: number
  readonly subscriber: Subscriber<void>
  /** Called once its own time is over and something else holds it back. */
  readonly heldBack: HeldBack
}

/**
 * The place of one request among all that are in flight: comes with a slot for the first attempt, gives it back while it
 * waits for another, and tells its group when attempts begin and end. A class for its speed: one is made per request.
 */
export class Place {
  readonly #keeper: PlaceKeeper
  readonly group: Group
  hasSlot = false
  /** What its first attempt waited for, and since when. */
  held: { readonly reason: WaitReason; readonly sinceMs: number } | undefined
  #isFirst: boolean
  /** The number of the attempt under way among those of its group; 0 where none is. */
  #underWay = 0

  /** @param isFirst whether its first attempt is that of a request */
  constructor(keeper: PlaceKeeper, group: Group, isFirst: boolean) {
    this.#keeper = keeper
    this.group = group
    this.#isFirst = isFirst
  }

  /** An attempt starts. */
  began(atMs = this.#keeper.nowMs()): void {
    this.#underWay = this.group.began(atMs, this.#isFirst)
    this.#isFirst = false
  }

  /** The attempt that is under way has ended. What is told of it later does not count. */
  ended(health: AttemptEnd['health'], status?: number, words?: ServerWords, atMs?: number): void {
    const number = this.#underWay
    if (number === 0) return
    this.#underWay = 0
    this.group.ended(atMs ?? this.#keeper.nowMs(), {
      number,
      health,
      status,
      retryAfterMs: words?.retryAfterMs,
      quota: words?.quota,
    })
  }

  /**
   * Emits once another attempt may start, which has a slot then, and completes: no sooner than after `waitMs`. Until then
   * others use the slot.
   */
  again(waitMs: number, heldBack: HeldBack): Observable<void> {
    return new Observable((subscriber) => {
      const wait = { place: this, fromMs: this.#keeper.nowMs() + waitMs, subscriber, heldBack }
      this.#keeper.hold(wait)
      return () => this.#keeper.forget(wait)
    })
  }

  /** Another place in the same group, for an attempt beside this one's. It has to be released too. */
  beside(): Place {
    return this.#keeper.beside(this.group)
  }

  /** The request is settled. */
  release(): void {
    this.ended('none')
    this.#keeper.give(this.group, this.hasSlot)
    this.hasSlot = false
  }
}
