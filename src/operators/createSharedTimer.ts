import { type SchedulerAction, type SchedulerLike, Subscription } from 'rxjs'
import { createAlarm } from './alarm.ts'

type Work<T> = (this: SchedulerAction<T>, state: T) => void

/** All that wait equally long, which is in the order of their time: a doubly linked list, since most leave it before. */
class Line {
  readonly delayMs: number
  first: Timer | undefined
  #last: Timer | undefined

  constructor(delayMs: number) {
    this.delayMs = delayMs
  }

  add(timer: Timer): void {
    timer.line = this
    timer.before = this.#last
    if (this.#last === undefined) this.first = timer
    else this.#last.after = timer
    this.#last = timer
  }

  remove(timer: Timer): void {
    const { before, after } = timer
    if (before === undefined) this.first = after
    else before.after = after
    if (after === undefined) this.#last = before
    else after.before = before
    timer.line = timer.before = timer.after = undefined // what has ended must not keep what comes after alive
  }
}

/** Work that waits for its time. A class for its speed: one is made per attempt. */
class Timer extends Subscription implements SchedulerAction<unknown> {
  readonly #lines: Lines
  readonly #work: Work<unknown>
  #state: unknown
  dueMs = 0
  line: Line | undefined
  before: Timer | undefined
  after: Timer | undefined

  constructor(lines: Lines, work: Work<unknown>) {
    super()
    this.#lines = lines
    this.#work = work
  }

  schedule(state?: unknown, delayMs = 0): this {
    this.#state = state
    this.#lines.leave(this)
    this.#lines.join(this, delayMs)
    return this
  }

  run(): void {
    this.#lines.leave(this)
    this.#work(this.#state)
  }

  override unsubscribe(): void {
    this.#lines.leave(this)
    super.unsubscribe()
  }
}

type Lines = { join(timer: Timer, delayMs: number): void; leave(timer: Timer): void }

/** Timers know no part of this, in ms. */
const RESOLUTION_MS = 1

/** A timer of the system is early by the parts that it does not know of when it was set and when it rings; one that a test moves, by more. */
const MOST_EARLY_MS = 2 * RESOLUTION_MS

/**
 * A scheduler for many timers of few delays that nearly all are unsubscribed long before their time: they share one timer of
 * `scheduler`, which is set to the earliest time that any had when it rang last.
 */
export function createSharedTimer(scheduler: SchedulerLike, nowMs: () => number): SchedulerLike {
  const byDelay = new Map<number, Line>()
  /** How far a test has moved the timers beyond the clock, which may stand still meanwhile. */
  let aheadMs = 0
  const clockMs = (): number => nowMs() + aheadMs
  const alarm = createAlarm(scheduler, clockMs, ring)
  let ringsAtMs = Number.POSITIVE_INFINITY

  const ringAt = (atMs: number): void => {
    ringsAtMs = atMs
    alarm.set(atMs)
  }

  const lines: Lines = {
    join(timer, delayMs) {
      let line = byDelay.get(delayMs)
      if (line === undefined) {
        line = new Line(delayMs)
        byDelay.set(delayMs, line)
      }
      timer.dueMs = clockMs() + delayMs
      line.add(timer)
      if (timer.dueMs < ringsAtMs) ringAt(timer.dueMs)
    },
    leave(timer) {
      const { line } = timer
      if (line === undefined) return
      line.remove(timer)
      if (line.first !== undefined) return
      byDelay.delete(line.delayMs)
      if (byDelay.size === 0) ringAt(Number.POSITIVE_INFINITY)
    },
  }

  function ring(): void {
    const earlyMs = ringsAtMs - clockMs()
    if (earlyMs > MOST_EARLY_MS) aheadMs += earlyMs
    const atMs = Math.max(clockMs(), ringsAtMs)
    let nextMs = Number.POSITIVE_INFINITY
    for (const line of byDelay.values()) {
      while (line.first !== undefined && line.first.dueMs < atMs + RESOLUTION_MS) line.first.run()
      nextMs = Math.min(nextMs, line.first?.dueMs ?? nextMs)
    }
    ringAt(nextMs)
  }

  return {
    now: () => scheduler.now(),
    schedule: (work: Work<never>, delayMs = 0, state?: unknown) =>
      new Timer(lines, work as Work<unknown>).schedule(state, delayMs),
  }
}
