import * as E from 'fp-ts/lib/Either.js'
import { readContentType } from './contentType/readContentType.ts'
import type { FetchError } from './FetchError.ts'
import type { BodyType } from './FetchResult.ts'
import { MAX_STRING_LENGTH } from './numbers.ts'
import type { Parse } from './Parse.ts'
import type { ResponseHeaders } from './ResponseHeaders.ts'
import { readJson } from './readJson.ts'
import { readText, readValidUtf8, toBuffer } from './readText.ts'
import { tooLarge } from './tooLarge.ts'

type DecodedBody = { readonly body: unknown; readonly bodyType: BodyType }

/** Four characters stand for three bytes. */
const MAX_BASE64_BYTES = Math.floor(MAX_STRING_LENGTH / 4) * 3

const json = E.map((body: unknown): DecodedBody => ({ body, bodyType: 'json' }))

const text = (body: string): E.Either<FetchError, DecodedBody> => E.right({ body, bodyType: 'text' })

const base64 = (bytes: Uint8Array): E.Either<FetchError, DecodedBody> =>
  bytes.byteLength > MAX_BASE64_BYTES
    ? E.left(tooLarge('body', MAX_BASE64_BYTES))
    : E.right({ body: toBuffer(bytes).toString('base64'), bodyType: 'base64' })

/** The first character other than blanks, byte order marks, and the zeros of UTF-16. */
const beginsAsJson = (bytes: Uint8Array): boolean => {
  const beginning = bytes.subarray(0, SNIFFED_BYTES).find((byte) => !IGNORED_BEFORE_JSON.has(byte))
  return beginning === 0x7b || beginning === 0x5b
}
/** As far as browsers look: WHATWG's MIME Sniffing Standard, section 5.2. */
const SNIFFED_BYTES = 1_445
const IGNORED_BEFORE_JSON = new Set([0, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff])

/** What the body is by itself. */
const readUntyped = (bytes: Uint8Array): E.Either<FetchError, DecodedBody> => {
  if (beginsAsJson(bytes)) {
    const read = readJson(bytes, undefined)
    if (E.isRight(read) || read.left.reason === 'depth') return json(read)
  }
  const valid = readValidUtf8(bytes)
  return valid === undefined ? base64(bytes) : text(valid)
}

/** Decodes a body as `parse` says, `auto` by its content type or else by what it is; no bytes are null under each. */
export function readBody(bytes: Uint8Array, headers: ResponseHeaders, parse: Parse): E.Either<FetchError, DecodedBody> {
  if (bytes.byteLength === 0) return E.right({ body: null, bodyType: 'empty' })
  if (bytes.byteLength > MAX_STRING_LENGTH) return E.left(tooLarge('body', MAX_STRING_LENGTH))
  const { form, charset } = readContentType(headers)
  switch (parse === 'auto' ? form : parse) {
    case 'json':
      return json(readJson(bytes, charset))
    case 'text':
      return text(readText(bytes, charset))
    case 'base64':
      return base64(bytes)
    case undefined:
      return readUntyped(bytes)
  }
}
