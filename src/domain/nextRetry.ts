import * as E from 'fp-ts/lib/Either.js'
import { traceOf, withTrace } from './AttemptTrace.ts'
import { backoffMs } from './backoff.ts'
import type { FetchError, FetchErrorOf } from './FetchError.ts'
import type { RequestPolicy } from './FetchPolicy.ts'
import { isRateLimited } from './isRateLimited.ts'
import { isTransient } from './isTransient.ts'
import { wasNotProcessed } from './wasNotProcessed.ts'

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
  /** What the program says of it; undefined leaves it to the rules. */
  readonly verdict?: boolean | undefined
}

/** Whether the error may pass and the request may be sent again, or the program says so. */
const mayRetry = (error: FetchError, { policy, repeatable, verdict }: RetryBasis): boolean =>
  verdict ?? (isTransient(error, policy.retryStatuses) && (repeatable || wasNotProcessed(error, policy.retryStatuses)))

/** The wait in ms before the next retry, or the error that the request ends with. */
export function nextRetry(error: FetchError, basis: RetryBasis): E.Either<FetchError, number> {
  const { policy, retry, leftMs, random } = basis
  if (retry > policy.retries || !mayRetry(error, basis)) return E.left(error)
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
