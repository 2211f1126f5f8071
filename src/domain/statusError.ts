import * as E from 'fp-ts/lib/Either.js'
import { readContentType } from './contentType/readContentType.ts'
import type { FetchErrorOf } from './FetchError.ts'
import type { FetchResponse } from './FetchResponse.ts'
import type { Parse } from './Parse.ts'
import { ResponseHeaders } from './ResponseHeaders.ts'
import { readBody } from './readBody.ts'
import { isUtf8, readText } from './readText.ts'
import { retryAfterMs } from './retryAfter.ts'

/** How much of the body of an unwelcome response is kept, in bytes. */
const MAX_ERROR_BODY_BYTES = 16_384

/** The bytes of the character of UTF-8 that begins with this one; 0 where none does. */
const characterBytes = (byte = 0): number => {
  if (byte < 0xc0) return byte < 0x80 ? 1 : 0
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
}

/** As much of a body as is kept. The last character is left out where it is cut in two: by us, or by the transport. */
const beginningOf = (body: Uint8Array, charset = 'utf-8'): Uint8Array => {
  if (body.byteLength < MAX_ERROR_BODY_BYTES) return body
  const last = MAX_ERROR_BODY_BYTES - 1
  for (let at = last; isUtf8(charset) && at > last - 3; at -= 1)
    if (characterBytes(body[at]) > MAX_ERROR_BODY_BYTES - at) return body.subarray(0, at)
  return body.subarray(0, MAX_ERROR_BODY_BYTES)
}

/** The body of an error for people: as any other if it is short and sound, else its beginning as text. */
const errorBody = ({ body, headers }: FetchResponse, parse: Parse): unknown => {
  const { charset } = readContentType(headers)
  const beginning = beginningOf(body, charset)
  const decoded = readBody(beginning, headers, parse)
  if (E.isRight(decoded)) return decoded.right.body
  return readText(beginning, charset) // JSON that was cut, for one
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
