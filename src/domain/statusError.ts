import * as E from 'fp-ts/lib/Either.js'
import { readContentType } from './contentType/readContentType.ts'
import type { FetchErrorOf } from './FetchError.ts'
import type { Parse } from './FetchPolicy.ts'
import type { FetchResponse } from './FetchResponse.ts'
import { ResponseHeaders } from './ResponseHeaders.ts'
import { readBody } from './readBody.ts'
import { readText } from './readText.ts'
import { retryAfterMs } from './retryAfter.ts'

/** How much of the body of an unwelcome response is kept, in bytes. */
const MAX_ERROR_BODY_BYTES = 16_384

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

/** The error that a status amounts to, whatever its body. */
export const statusError = (response: FetchResponse, parse: Parse, nowMs: number): FetchErrorOf<'status'> => {
  const { status, headers } = response
  const waitMs = retryAfterMs(headers, nowMs)
  const error = {
    kind: 'status',
    message: `HTTP status ${status}`,
    status,
    headers: ResponseHeaders.is(headers) ? headers : {}, // of another's transport: else the error would be none
    body: errorBody(response, parse),
  } as const
  return waitMs === undefined ? error : { ...error, retryAfterMs: waitMs }
}
