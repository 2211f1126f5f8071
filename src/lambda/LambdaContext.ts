import { randomUUID } from 'node:crypto'

/** What is used of Lambda's context object. */
export interface LambdaContext {
  /** What is left of the invocation, in ms. */
  getRemainingTimeInMillis?(): number
  /** The invocation's identifier, under which results are put that no answer carries. */
  readonly awsRequestId?: string
  /** X-Ray's header of the invocation. */
  readonly xRayTraceId?: string | undefined
}

/** The longest interval that a timer can keep, in ms. */
const MAX_TIMER_MS = 2_147_483_647

const read = <T>(get: () => T): T | undefined => {
  try {
    return get()
  } catch {
    return undefined // a context that throws is as none
  }
}

/** What is left of an invocation in ms, from 0 to what a timer can keep; undefined where the context tells no number. */
export const remainingMsOf = (context: LambdaContext | null | undefined): number | undefined => {
  const remainingMs: unknown = read(() => context?.getRemainingTimeInMillis?.())
  return typeof remainingMs === 'number' && Number.isFinite(remainingMs)
    ? Math.min(MAX_TIMER_MS, Math.max(0, remainingMs))
    : undefined
}

/** The invocation's own identifier, or one that stands in for it. */
export const requestIdOf = (context: LambdaContext | null | undefined): string => {
  const requestId: unknown = read(() => context?.awsRequestId)
  return typeof requestId === 'string' && requestId !== '' ? requestId : randomUUID()
}

/** X-Ray's header of the invocation: the context tells its own, a process that serves one at a time has it in its environment. */
export const xRayTraceOf = (context: LambdaContext | null | undefined): string | undefined => {
  const trace: unknown = read(() => context?.xRayTraceId) ?? process.env._X_AMZN_TRACE_ID
  return typeof trace === 'string' ? trace : undefined
}
