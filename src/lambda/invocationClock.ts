import { deadlineFrom } from './lambdaPolicy.ts'

/** What is used of Lambda's context object. */
export type LambdaContext = { getRemainingTimeInMillis?(): number; readonly awsRequestId?: string }

/** The time of one invocation. */
export type InvocationClock = {
  /** What is left of it; undefined where it has no end. */
  remainingMs(): number | undefined
  /** Aborted when the answer must be handed over, whatever is still under way: half of what the deadline reserves. */
  lastCall(): AbortSignal
}

/** Asks the context once. */
export function startClock(context: LambdaContext | undefined): InvocationClock {
  const givenMs = context?.getRemainingTimeInMillis?.()
  const startedAtMs = performance.now()
  const remainingMs = () => (givenMs === undefined ? undefined : givenMs - (performance.now() - startedAtMs))
  return {
    remainingMs,
    lastCall() {
      const leftMs = remainingMs()
      if (leftMs === undefined) return new AbortController().signal
      return AbortSignal.timeout(Math.max(1, Math.floor((leftMs + deadlineFrom(leftMs)) / 2)))
    },
  }
}
