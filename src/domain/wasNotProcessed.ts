import { traceOf } from './AttemptTrace.ts'
import type { FetchError } from './FetchError.ts'
import type { RequestPolicy } from './FetchPolicy.ts'
import { isRateLimited } from './isRateLimited.ts'

/**
 * Whether the error shows that nothing was processed, so that any method may be sent again: no byte reached a server, or
 * a limiter turned it away. A later hop shows nothing, since the first one was answered.
 */
export const wasNotProcessed = (error: FetchError, retryStatuses: RequestPolicy['retryStatuses']): boolean => {
  if ((traceOf(error)?.hops ?? 1) > 1) return false
  if (error.kind === 'status') return retryStatuses.includes(429) && isRateLimited(error)
  return (
    (error.kind === 'connect' && /^(PROXY_)?ECONNREFUSED$/.test(error.code)) ||
    (error.kind === 'dns' && error.code === 'EAI_AGAIN')
  )
}
