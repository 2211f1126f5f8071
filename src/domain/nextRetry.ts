import * as E from 'fp-ts/lib/Either.js'
import { backoffMs } from './backoff.ts'
import type { FetchError } from './FetchError.ts'
import type { RequestPolicy } from './FetchPolicy.ts'

/** Whether the error may pass by itself. */
const isTransient = (error: FetchError, retryStatuses: readonly number[]): boolean => {
  switch (error.kind) {
    case 'connect':
    case 'socket':
      return true
    case 'timeout':
      return error.clock !== 'total'
    case 'dns':
      return error.code === 'EAI_AGAIN'
    case 'status':
      return retryStatuses.includes(error.status)
    case 'tls':
    case 'protocol':
    case 'parse':
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

/** Whether the error shows that no byte of the request reached a server, so that any method may be sent again. */
const neverSent = (error: FetchError): boolean =>
  (error.kind === 'connect' && error.code === 'ECONNREFUSED') || (error.kind === 'dns' && error.code === 'EAI_AGAIN')

/** What a retry is decided on, besides the error. */
export type RetryBasis = {
  readonly policy: RequestPolicy
  /** Whether the request may be sent twice. */
  readonly repeatable: boolean
  /** The retry's number, from 1. */
  readonly retry: number
  /** What is left of the request's and the batch's time. */
  readonly leftMs: number
  readonly random: () => number
}

/** The wait in ms before the next retry, or the error that the request ends with. */
export function nextRetry(error: FetchError, basis: RetryBasis): E.Either<FetchError, number> {
  const { policy, repeatable, retry, leftMs, random } = basis
  if (retry > policy.retries || !isTransient(error, policy.retryStatuses)) return E.left(error)
  if (!repeatable && !neverSent(error)) return E.left(error)
  const overloaded = error.kind === 'status' && (error.status === 429 || error.status === 503)
  const jitteredMs = backoffMs(policy, retry, overloaded, random())
  if (error.kind !== 'status' || error.retryAfterMs === undefined)
    return jitteredMs < leftMs ? E.right(jitteredMs) : E.left(error)
  const { status, retryAfterMs } = error
  const waitMs = Math.max(retryAfterMs, jitteredMs)
  if (retryAfterMs <= policy.maxRetryAfterMs && waitMs < leftMs) return E.right(waitMs)
  return retryAfterMs > policy.maxRetryAfterMs || retryAfterMs >= leftMs
    ? E.left({ kind: 'rate-limited', message: `The server asks to wait ${retryAfterMs} ms`, status, retryAfterMs })
    : E.left(error)
}
