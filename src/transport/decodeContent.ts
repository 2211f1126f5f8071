import {
  brotliDecompressSync,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type ZlibOptions,
  zstdDecompressSync,
} from 'node:zlib'
import type { FetchError } from '../domain/FetchError.ts'
import { tooLarge } from '../domain/tooLarge.ts'
import { TransportFailure } from './TransportFailure.ts'

/** Content coding can make a body larger by a little; what is far over the limit need not be decoded to know. */
export const CODING_SLACK_BYTES = 65_536
/** More codings than anyone applies: each may multiply the work. */
const MAX_CODINGS = 4

const badEncoding = (message: string): FetchError => ({ kind: 'parse', message, reason: 'encoding' })

/** `deflate` means zlib's format (RFC 9110 section 8.4.1.2), but some servers send the raw one. */
const inflate = (bytes: Uint8Array, options: ZlibOptions): Uint8Array =>
  ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync(bytes, options) : inflateRawSync(bytes, options)

const decode = (coding: string, bytes: Uint8Array, maxOutputLength: number): Uint8Array => {
  const options = { maxOutputLength }
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(bytes, options)
    case 'deflate':
      return inflate(bytes, options)
    case 'br':
      return brotliDecompressSync(bytes, options)
    case 'zstd':
      return zstdDecompressSync(bytes, options)
    default:
      throw new TransportFailure(badEncoding('The response has an unknown content encoding'))
  }
}

/** The codings of a `content-encoding` field, in the order in which they are to be undone. */
export const codingsOf = (contentEncoding: string): readonly string[] =>
  contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse()

/** Undoes the content codings of a whole body, whose decoded size is limited at every step. Throws a TransportFailure. */
export function decodeContent(bytes: Uint8Array, codings: readonly string[], maxBodyBytes: number): Uint8Array {
  if (codings.length > MAX_CODINGS)
    throw new TransportFailure(badEncoding('The response has too many content encodings'))
  try {
    return codings.reduce((decoded, coding, step) => {
      const isLast = step === codings.length - 1
      return decode(coding, decoded, isLast ? maxBodyBytes : maxBodyBytes + CODING_SLACK_BYTES)
    }, bytes)
  } catch (error) {
    if (error instanceof TransportFailure) throw error
    throw new TransportFailure(
      (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
        ? tooLarge('body', maxBodyBytes)
        : badEncoding('The response is not validly encoded'),
    )
  }
}
