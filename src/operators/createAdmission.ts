import { defer, EMPTY, Observable, type SchedulerLike, type Subscriber, throwError } from 'rxjs'
import { type FetchError, toFetchError } from '../domain/FetchError.ts'
import type { Groups } from '../traffic/createGroups.ts'
import type { Group } from '../traffic/Group.ts'
import { createAlarm } from './alarm.ts'
import { createFirstAttempts, type FirstAttempts, type Placed, type Unplaced } from './firstAttempts.ts'
import { createLoopTurns } from './loopTurns.ts'
import { type Answered, type HeldBack, Place, type PlaceKeeper, type Wait } from './Place.ts'
import { openSource } from './source/openSource.ts'
import type { RequestSource, Requests } from './source/RequestSource.ts'
import { createWaitingRoom } from './waitingRoom.ts'

/** A request that may start now. */
export type Admitted<T> = Placed<T>
/** A request that will not start, and why. */
export type Unstarted<T> = Unplaced<T> & { readonly error: FetchError }

export type AdmissionConfig<T> = {
  /** Attempts in flight. */
  readonly concurrency: number
  readonly groups: Groups
  readonly groupOf: (request: T) => string
  /** Ends the batch by its error: an array is accounted for to its end, any other source is not pulled further. */
  readonly stop$: Observable<never>
  /** How many requests beyond the last result that has passed may be pulled; Infinity where results come as they are there. */
  readonly window: number
  /** Is told what a request waits for before its first attempt; undefined where nobody listens. */
  readonly heldBack: ((admitted: Admitted<T>, ...held: Parameters<HeldBack>) => void) | undefined
  readonly nowMs: () => number
  readonly scheduler: SchedulerLike
}

export type Admission<T> = {
  /**
   * Emits requests as they may start, pulls one from the source for each, and so has a `mergeMap` behind it buffer
   * nothing. Completes when the source is done and nothing waits for its first attempt, or when `stop$` errors.
   */
  readonly admitted$: Observable<Admitted<T>>
  /** After `stop$`: emits what was pulled but never started, and the rest of an array. */
  readonly unstarted$: Observable<Unstarted<T>>
  /** Errors with what the source failed with, or completes. */
  readonly failure$: Observable<never>
  /** An attempt has visited a group that is not its own: it counts there, though it did not wait. */
  visit(key: string, answered: Answered): void
  /** Results that nobody has taken yet hold first attempts back like requests in flight. */
  owe(): void
  taken(): void
  /** The results of so many requests have passed, all that come first. */
  passed(count: number): void
  /** Ends everything. */
  close(): void
}

/** Decides when each attempt of a batch may start: one loop, which lets retries go before first attempts. */
export function createAdmission<T>(requests: Requests<T>, config: AdmissionConfig<T>): Admission<T> {
  const { concurrency, groups, groupOf, stop$, window, heldBack, nowMs, scheduler } = config
  const again = createWaitingRoom(() => inFlight < concurrency)
  const turns = createLoopTurns(scheduler, admitAll)
  const alarm = createAlarm(scheduler, nowMs, admitAll)
  let source: RequestSource<T> | undefined
  let first: FirstAttempts<T> | undefined
  let starting: Subscriber<Admitted<T>> | undefined
  let leaving: Subscriber<Unstarted<T>> | undefined
  let stoppedBy: FetchError | undefined
  let inFlight = 0
  let owed = 0
  let running = false
  let closed = false

  const keeper: PlaceKeeper = {
    nowMs,
    give(group, hadSlot) {
      if (hadSlot) inFlight -= 1
      groups.leave(group)
      reconsider(group)
      turns.settled()
      admitAll()
    },
    hold(wait) {
      const { place } = wait
      const hadSlot = place.hasSlot
      again.add(wait)
      if (hadSlot && !place.hasSlot) inFlight -= 1
      reconsider(place.group)
      turns.settled()
      admitAll()
    },
    beside(group) {
      groups.enter(group.memory.key)
      return new Place(keeper, group, false)
    },
    forget: (wait) => again.forget(wait),
  }

  function reconsider(group: Group): void {
    again.reconsider(group)
    first?.reconsider(group)
  }

  groups.watch((group) => {
    reconsider(group)
    admitAll()
  })

  const resume = ({ place, subscriber }: Wait): void => {
    if (!place.hasSlot) inFlight += 1
    place.hasSlot = true
    subscriber.next()
    subscriber.complete()
  }

  const start = (from: FirstAttempts<T>, to: Subscriber<Admitted<T>>, atMs: number): boolean => {
    const admitted = from.next(atMs)
    if (admitted === undefined) return starting === undefined
    inFlight += 1
    admitted.place.hasSlot = true
    to.next(admitted)
    return true
  }

  const leave = (from: FirstAttempts<T>, to: Subscriber<Unstarted<T>>, error: FetchError): boolean => {
    const unstarted = from.unstarted()
    if (unstarted === undefined) {
      leaving = undefined
      to.complete()
      return false
    }
    turns.settled()
    to.next({ request: unstarted.request, index: unstarted.index, error })
    return true
  }

  const nextWaiting = (atMs: number): Wait | undefined =>
    again.takeWithSlot(atMs) ?? (inFlight < concurrency ? again.take(atMs) : undefined)

  /** Does one thing, if one can be done. */
  const step = (from: FirstAttempts<T>, atMs: number): boolean => {
    if (turns.isOver) return false
    const wait = again.isEmpty ? undefined : nextWaiting(atMs)
    if (wait !== undefined) {
      resume(wait)
      return true
    }
    if (inFlight + owed >= concurrency) return false
    if (starting !== undefined) return start(from, starting, atMs)
    return leaving !== undefined && stoppedBy !== undefined && leave(from, leaving, stoppedBy)
  }

  const endFirstAttempts = (): void => {
    const subscriber = starting
    starting = undefined
    subscriber?.complete()
  }

  /** The only loop: what happens within it (a synchronous result) is seen by its next step, never by recursion. */
  function admitAll(): void {
    if (running || closed || first === undefined) return
    running = true
    const atMs = nowMs()
    if (!again.isEmpty) again.awaken(atMs)
    first.awaken(atMs)
    while (!closed && step(first, atMs));
    running = false
    if (closed) return
    if (first.isDone) endFirstAttempts()
    alarm.set(again.isEmpty ? first.opensAtMs : Math.min(again.opensAtMs, first.opensAtMs))
  }

  const stop = (thrown: unknown): void => {
    stoppedBy = toFetchError(thrown)
    first?.stop()
    endFirstAttempts()
    admitAll()
  }

  const close = (): void => {
    if (closed) return
    closed = true
    source?.close()
    turns.close()
    alarm.set(Number.POSITIVE_INFINITY)
    groups.close()
  }

  const open = (subscriber: Subscriber<Admitted<T>>): void => {
    starting = subscriber
    subscriber.add(() => {
      if (starting === subscriber) close() // it has not completed: nobody wants any of it
    })
    source = openSource(requests, admitAll)
    first = createFirstAttempts({
      source,
      isInMemory: Array.isArray(requests),
      window,
      turns,
      place: (request) => new Place(keeper, groups.enter(groupOf(request)), true),
      giveBack: (place) => groups.leave(place.group),
      heldBack,
    })
    subscriber.add(stop$.subscribe({ error: stop }))
    admitAll()
  }

  return {
    admitted$: new Observable(open),
    unstarted$: defer(() =>
      stoppedBy === undefined
        ? EMPTY
        : new Observable<Unstarted<T>>((subscriber) => {
            leaving = subscriber
            admitAll()
          }),
    ),
    failure$: defer(() => {
      const failure = source?.failure
      return failure === undefined ? EMPTY : throwError(() => failure.error)
    }),
    visit(key, { health, status, words }) {
      const group = groups.enter(key)
      const number = group.began(nowMs(), false)
      group.ended(nowMs(), { number, health, status, retryAfterMs: words.retryAfterMs, quota: words.quota })
      groups.leave(group)
      reconsider(group)
    },
    owe() {
      owed += 1
    },
    passed(count) {
      first?.passed(count)
      admitAll()
    },
    taken() {
      owed -= 1
      admitAll()
    },
    close,
  }
}
