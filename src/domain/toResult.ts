import * as E from 'fp-ts/lib/Either.js'
import type { FetchError } from './FetchError.ts'
import type { FetchResponse } from './FetchResponse.ts'
import type { FetchFailure, FetchSuccess } from './FetchResult.ts'
import type { PreparedRequest } from './prepareRequest.ts'
import { readBody } from './readBody.ts'
import { retryAfterMs } from './retryAfter.ts'

/** How much of the body of an unwelcome response is kept, in bytes. */
const MAX_ERROR_BODY_BYTES = 16_384

const NO_BYTES = new Uint8Array()

/** RFC 9110 sections 15.3.5 and 15.3.6, whatever the server sends. */
const hasNoBody = (status: number): boolean => status === 204 || status === 205

/** How far a request has come. */
export type Progress = { readonly startedAtMs: number; readonly nowMs: number; readonly attempts: number }

const timing = ({ startedAtMs, nowMs }: Progress) => ({ startedAtMs, durationMs: Math.max(0, nowMs - startedAtMs) })

/** The body of an error for people: as its content type says if it is short and sound, else its beginning as text. */
const errorBody = ({ body, headers }: FetchResponse): unknown => {
  const beginning = body.subarray(0, MAX_ERROR_BODY_BYTES)
  const decoded = readBody(beginning, headers, 'auto')
  return E.isRight(decoded) ? decoded.right.body : new TextDecoder().decode(beginning) // JSON that was cut, for one
}

const statusError = (response: FetchResponse, nowMs: number): FetchError => {
  const { status, headers } = response
  const waitMs = retryAfterMs(headers, nowMs)
  const error = { kind: 'status', message: `HTTP status ${status}`, status, body: errorBody(response) } as const
  return waitMs === undefined ? error : { ...error, retryAfterMs: waitMs }
}

/** The result of a 2xx response with a sound body, or the error that it amounts to. */
export function toSuccess(
  { index, id, url, policy, attempt }: PreparedRequest,
  response: FetchResponse,
  progress: Progress,
): E.Either<FetchError, FetchSuccess> {
  const { status, headers } = response
  if (status < 200 || status > 299) return E.left(statusError(response, progress.nowMs))
  const decoded = readBody(hasNoBody(status) ? NO_BYTES : response.body, headers, policy.parse)
  if (E.isLeft(decoded)) return decoded
  const { body, bodyType } = decoded.right
  const success: FetchSuccess = {
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
  if (E.isRight(attempt) && response.url !== attempt.right.url) success.finalUrl = response.url
  return E.right(success)
}

/** The result of a request that ended with `error`. */
export const toFailure = (
  { index, id, url }: PreparedRequest,
  error: FetchError,
  progress: Progress,
): FetchFailure => ({
  outcome: 'failure',
  index,
  ...(id === undefined ? {} : { id }),
  url,
  error,
  attempts: progress.attempts,
  timing: timing(progress),
})
