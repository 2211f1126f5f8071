import { type LambdaContext, remainingMsOf } from './LambdaContext.ts'
import { deadlineFrom } from './lambdaPolicy.ts'

/** The time of one invocation. */
export type InvocationClock = {
  /** What is left of it; undefined where it has no end. */
  remainingMs(): number | undefined
  /**
   * Aborted when the answer to so many requests must be handed over, whatever is still under way: half of what the
   * deadline reserves.
   */
  lastCall(requests: number): AbortSignal
}

/** Asks the context once. `memoryMb` is the function's memory, by which it is given its share of a core. */
export function startClock(context: LambdaContext | null | undefined, memoryMb?: number): InvocationClock {
  const givenMs = remainingMsOf(context)
  const startedAtMs = performance.now()
  const remainingMs = () => (givenMs === undefined ? undefined : givenMs - (performance.now() - startedAtMs))
  return {
    remainingMs,
    lastCall(requests) {
      const leftMs = remainingMs()
      if (leftMs === undefined) return new AbortController().signal
      return AbortSignal.timeout(Math.max(1, Math.floor((leftMs + deadlineFrom(leftMs, requests, memoryMb)) / 2)))
    },
  }
}
