import * as E from 'fp-ts/lib/Either.js'
import { traceOf, withTrace } from './AttemptTrace.ts'
import { readContentType } from './contentType/readContentType.ts'
import type { FetchError } from './FetchError.ts'
import type { Parse } from './FetchPolicy.ts'
import type { FetchResponse } from './FetchResponse.ts'
import type { FetchFailure, FetchSuccess } from './FetchResult.ts'
import type { PreparedRequest } from './prepareRequest.ts'
import { readBody } from './readBody.ts'
import { readText } from './readText.ts'
import { retryAfterMs } from './retryAfter.ts'

/** How much of the body of an unwelcome response is kept, in bytes. */
const MAX_ERROR_BODY_BYTES = 16_384

const NO_BYTES = new Uint8Array()

/** RFC 9110 sections 15.3.5 and 15.3.6, whatever the server sends. */
const hasNoBody = (status: number): boolean => status === 204 || status === 205

const isSuccess = (status: number): boolean => status >= 200 && status <= 299

/** How far a request has come. */
export type Progress = { readonly startedAtMs: number; readonly nowMs: number; readonly attempts: number }

const timing = ({ startedAtMs, nowMs }: Progress) => ({ startedAtMs, durationMs: Math.max(0, nowMs - startedAtMs) })

/** As much of a body as is kept; a character of UTF-8 is not cut in two. */
const beginningOf = (body: Uint8Array): Uint8Array => {
  let end = MAX_ERROR_BODY_BYTES
  while (end > MAX_ERROR_BODY_BYTES - 3 && isContinuation(body[end])) end -= 1
  return body.subarray(0, end)
}
const isContinuation = (byte = 0): boolean => (byte & 0xc0) === 0x80

/** The body of an error for people: as any other if it is short and sound, else its beginning as text. */
const errorBody = ({ body, headers }: FetchResponse, parse: Parse): unknown => {
  const beginning = beginningOf(body)
  const decoded = readBody(beginning, headers, parse)
  if (E.isRight(decoded)) return decoded.right.body
  return readText(beginning, readContentType(headers).charset) // JSON that was cut, for one
}

const statusError = (response: FetchResponse, parse: Parse, nowMs: number): FetchError => {
  const { status, headers } = response
  const waitMs = retryAfterMs(headers, nowMs)
  const error = {
    kind: 'status',
    message: `HTTP status ${status}`,
    status,
    headers,
    body: errorBody(response, parse),
  } as const
  return waitMs === undefined ? error : { ...error, retryAfterMs: waitMs }
}

/** A transport that follows redirects but does not count them is taken to have followed one if the URL is another. */
const hopsOf = ({ hops, url }: FetchResponse, { attempt }: PreparedRequest): number =>
  hops ?? (E.isRight(attempt) && url !== attempt.right.url ? 2 : 1)

/** The result of a 2xx response with a sound body, or the error that it amounts to. */
export function toSuccess(
  request: PreparedRequest,
  response: FetchResponse,
  progress: Progress,
): E.Either<FetchError, FetchSuccess> {
  const { index, id, url, policy } = request
  const { status, headers } = response
  const hops = hopsOf(response, request)
  const decoded = isSuccess(status)
    ? readBody(hasNoBody(status) ? NO_BYTES : response.body, headers, policy.parse)
    : E.left(statusError(response, policy.parse, progress.nowMs))
  if (E.isLeft(decoded)) return hops === 1 ? decoded : E.left(withTrace(decoded.left, { url: response.url, hops }))
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
  if (hops > 1) success.finalUrl = response.url
  return E.right(success)
}

/** The result of a request that ended with `error`. */
export const toFailure = ({ index, id, url }: PreparedRequest, error: FetchError, progress: Progress): FetchFailure => {
  const failure: FetchFailure = {
    outcome: 'failure',
    index,
    url,
    error,
    attempts: progress.attempts,
    timing: timing(progress),
  }
  if (id !== undefined) failure.id = id
  const trace = traceOf(error)
  if (trace !== undefined && trace.hops > 1) failure.finalUrl = trace.url
  return failure
}
