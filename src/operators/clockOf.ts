import type { SchedulerLike } from 'rxjs'

/** How far two readings of one clock may lie apart, in ms. */
const SAME_CLOCK_MS = 1_000

/**
 * The clock of all limits and waits, in ms from some moment. A scheduler that tells the system's time is read for wall
 * time only: a step of that would make limits fire too soon or never, so that they go by the monotonic clock. Any other
 * scheduler, a virtual one above all, is the clock itself.
 */
export const clockOf = (scheduler: SchedulerLike): (() => number) =>
  Math.abs(scheduler.now() - Date.now()) < SAME_CLOCK_MS ? () => performance.now() : () => scheduler.now()
