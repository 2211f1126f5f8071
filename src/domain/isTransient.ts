import type { FetchError } from './FetchError.ts'
import type { RequestPolicy } from './FetchPolicy.ts'
import { isRateLimited } from './isRateLimited.ts'

/** Whether the error may pass by itself. */
export const isTransient = (error: FetchError, retryStatuses: RequestPolicy['retryStatuses']): boolean => {
  switch (error.kind) {
    case 'connect':
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
