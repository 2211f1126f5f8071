import * as E from 'fp-ts/lib/Either.js'
import { traceOf, withTrace } from './AttemptTrace.ts'
import { backoffMs } from './backoff.ts'
import type { FetchError, FetchErrorOf } from './FetchError.ts'
import type { RequestPolicy } from './FetchPolicy.ts'
import { isRateLimited } from './isRateLimited.ts'

type RetryStatuses = RequestPolicy['retryStatuses']

/** Whether a limiter refused it and the policy lets such be tried again. */
const isToComeBack = (error: FetchErrorOf<'status'>, retryStatuses: RetryStatuses): boolean =>
  retryStatuses.includes(429) && isRateLimited(error)

/** Whether the error may pass by itself. */
const isTransient = (error: FetchError, retryStatuses: RetryStatuses): boolean => {
  switch (error.kind) {
    case 'connect':
    case 'socket':
      return true
    case 'timeout':
      return error.clock !== 'total'
    case 'dns':
      return error.code === 'EAI_AGAIN'
    case 'status':
      return retryStatuses.includes(error.status) || isToComeBack(error, retryStatuses)
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

/**
 * Whether the error shows that nothing was processed, so that any method may be sent again: no byte reached a server, or
 * a limiter turned it away. A later hop shows nothing, since the first one was answered.
 */
const wasNotProcessed = (error: FetchError, retryStatuses: RetryStatuses): boolean => {
  if ((traceOf(error)?.hops ?? 1) > 1) return false
  if (error.kind === 'status') return isToComeBack(error, retryStatuses)
  return (
    (error.kind === 'connect' && error.code === 'ECONNREFUSED') || (error.kind === 'dns' && error.code === 'EAI_AGAIN')
  )
}

/** What a request ends with that would have to wait too long. */
const rateLimited = (error: FetchErrorOf<'status'>, retryAfterMs: number): FetchError => {
  const message = `The server asks to wait ${retryAfterMs} ms`
  const limited: FetchError = { kind: 'rate-limited', message, status: error.status, retryAfterMs }
  const trace = traceOf(error)
  return trace === undefined ? limited : withTrace(limited, trace)
}

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
  if (!repeatable && !wasNotProcessed(error, policy.retryStatuses)) return E.left(error)
  const overloaded = error.kind === 'status' && (error.status === 503 || isRateLimited(error))
  const jitteredMs = backoffMs(policy, retry, overloaded, random())
  if (error.kind !== 'status' || error.retryAfterMs === undefined)
    return jitteredMs < leftMs ? E.right(jitteredMs) : E.left(error)
  const { retryAfterMs } = error
  const waitMs = Math.max(retryAfterMs, jitteredMs)
  if (retryAfterMs <= policy.maxRetryAfterMs && waitMs < leftMs) return E.right(waitMs)
  return retryAfterMs > policy.maxRetryAfterMs || retryAfterMs >= leftMs
    ? E.left(rateLimited(error, retryAfterMs))
    : E.left(error)
}
