import { DEFAULT_POLICY } from '../domain/FetchPolicy.ts'
import type { FetchOptions } from '../FetchOptions.ts'

/** What several batches at a time may have of what one is allowed. */
export type Share = {
  /** How many there may be at a time for each to have something. */
  readonly atOnce: number
  /** The options of the next batch, which begins now. */
  options(): FetchOptions
  /** One that was to come has ended, and leaves more for those that begin later. */
  leave(): void
}

/** Shares what is allowed in flight, over all and to one origin, and the time until the deadline, among so many. */
export function shareAmong(count: number, options: FetchOptions): Share {
  const { concurrency = DEFAULT_POLICY.concurrency, perOrigin, deadlineMs } = options
  const atOnce = Math.min(count, concurrency, perOrigin ?? concurrency)
  const startedAtMs = performance.now()
  let left = count
  const part = (whole: number): number => Math.floor(whole / Math.min(atOnce, left)) // fewer are left each time: parts only grow
  return {
    atOnce,
    options: () => ({
      ...options,
      concurrency: part(concurrency),
      ...(perOrigin === undefined ? {} : { perOrigin: part(perOrigin) }),
      ...(deadlineMs === undefined
        ? {}
        : { deadlineMs: Math.max(1, Math.floor(deadlineMs - (performance.now() - startedAtMs))) }),
    }),
    leave() {
      left -= 1
    },
  }
}
