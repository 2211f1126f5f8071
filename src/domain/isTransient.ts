import type { FetchError } from './FetchError.ts'
import type { RequestPolicy } from './FetchPolicy.ts'
import { isRateLimited } from './isRateLimited.ts'

/** A proxy says that the client may not, or must say who it is. */
const REFUSED_BY_PROXY = /^PROXY_4(?!08|25|29)/

/** Whether the error may pass by itself. */
export const isTransient = (error: FetchError, retryStatuses: RequestPolicy['retryStatuses']): boolean => {
  switch (error.kind) {
    case 'connect':
      return !REFUSED_BY_PROXY.test(error.code)
    case 'socket':
      return true
    case 'timeout':
      return error.clock !== 'total'
    case 'dns':
      return error.code === 'EAI_AGAIN'
    case 'status':
      return retryStatuses.includes(error.status) || (retryStatuses.includes(429) && isRateLimited(error))
    case 'tls':
    case 'protocol':
    case 'parse':
    case 'schema':
    case 'too-large':
    case 'redirect':
    case 'rate-limited':
    case 'deadline':
    case 'aborted':
    case 'invalid-request':
    case 'blocked':
    case 'output-limit':
    case 'unexpected':
      return false
  }
}
