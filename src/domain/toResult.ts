import * as E from 'fp-ts/lib/Either.js'
import { traceOf, withTrace } from './AttemptTrace.ts'
import type { FetchError } from './FetchError.ts'
import type { FetchResponse } from './FetchResponse.ts'
import type { FetchFailure, FetchSuccess } from './FetchResult.ts'
import { hopsOf } from './hopsOf.ts'
import { identify, type PreparedRequest } from './prepareRequest.ts'
import { readBody } from './readBody.ts'
import { statusError } from './statusError.ts'

const NO_BYTES = new Uint8Array()

/** RFC 9110 sections 15.3.5 and 15.3.6, whatever the server sends. */
const hasNoBody = (status: number): boolean => status === 204 || status === 205

const isSuccess = (status: number): boolean => status >= 200 && status <= 299

/** A result that is being made: what applies to it is added, so that what does not is absent. */
type Draft<R> = { -readonly [K in keyof R]: R[K] }

/** How far a request has come. */
export type Progress = { readonly startedAtMs: number; readonly nowMs: number; readonly attempts: number }

const timing = ({ startedAtMs, nowMs }: Progress) => ({ startedAtMs, durationMs: Math.max(0, nowMs - startedAtMs) })

/**
 * The result of a 2xx response with a sound body, or the error that it amounts to.
 * @param sentUrl where it was sent to, if that is not the request's own URL
 */
export function toSuccess(
  request: PreparedRequest,
  response: FetchResponse,
  progress: Progress,
  sentUrl = E.isRight(request.attempt) ? request.attempt.right.url : response.url,
): E.Either<FetchError, FetchSuccess> {
  const { index, id, url, policy, attempt } = request
  const { status, headers } = response
  const hops = hopsOf(response, sentUrl)
  const decoded = isSuccess(status)
    ? readBody(hasNoBody(status) ? NO_BYTES : response.body, headers, policy.parse)
    : E.left(statusError(response, policy.parse, progress.nowMs))
  if (E.isLeft(decoded)) return hops === 1 ? decoded : E.left(withTrace(decoded.left, { url: response.url, hops }))
  const { body, bodyType } = decoded.right
  const success: Draft<FetchSuccess> = {
    outcome: 'success',
    index,
    url,
    status,
    headers,
    body,
    bodyType,
    attempts: progress.attempts,
    timing: timing(progress),
  }
  if (id !== undefined) success.id = id
  if (E.isRight(attempt) && attempt.right.method !== 'GET') success.method = attempt.right.method
  if (hops > 1) success.finalUrl = response.url
  return E.right(success)
}

/** The result of a request that ended with `error`. */
export const toFailure = (
  {
    index,
    id,
    url,
    attempt,
  }: Pick<PreparedRequest, 'index' | 'id' | 'url'> & Partial<Pick<PreparedRequest, 'attempt'>>,
  error: FetchError,
  progress: Progress,
): FetchFailure => {
  const failure: Draft<FetchFailure> = {
    outcome: 'failure',
    index,
    url,
    error,
    attempts: progress.attempts,
    timing: timing(progress),
  }
  if (id !== undefined) failure.id = id
  if (attempt !== undefined && E.isRight(attempt) && attempt.right.method !== 'GET')
    failure.method = attempt.right.method
  const trace = traceOf(error)
  if (trace !== undefined && trace.hops > 1) failure.finalUrl = trace.url
  return failure
}

/** The result of a request that never started. */
export const unstarted = (request: unknown, index: number, error: FetchError, nowMs: number): FetchFailure =>
  toFailure({ index, ...identify(request) }, error, { startedAtMs: nowMs, nowMs, attempts: 0 })
