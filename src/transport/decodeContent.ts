import type { FetchError } from '../domain/FetchError.ts'
import type { ResponseHeaders } from '../domain/ResponseHeaders.ts'
import { tooLarge } from '../domain/tooLarge.ts'
import { type Decoded, isTooMuch } from './codings/Decoded.ts'
import { gunzip } from './codings/gunzip.ts'
import { inflate } from './codings/inflate.ts'
import { isWholeJson } from './codings/isWholeJson.ts'
import { unbrotli } from './codings/unbrotli.ts'
import { unzstd } from './codings/unzstd.ts'
import { TransportFailure } from './TransportFailure.ts'

/** Content coding can make a body larger by a little; what is far over the limit need not be decoded to know. */
export const CODING_SLACK_BYTES = 65_536
/** More codings than anyone applies: each may multiply the work. */
const MAX_CODINGS = 4

const badEncoding = (message: string): FetchError => ({ kind: 'parse', message, reason: 'encoding' })

const DECODERS: ReadonlyMap<string, (bytes: Uint8Array, most: number) => Decoded> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', unbrotli],
  ['zstd', unzstd],
])

/**
 * The codings of a `content-encoding` field, in the order in which they are to be undone. One that nobody knows is left
 * out, as browsers do: `none`, `utf-8` and `aws-chunked` change no byte.
 */
export const codingsOf = (contentEncoding: string): readonly string[] =>
  contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => DECODERS.has(coding))
    .reverse()

/** Undoes codings, of what is cut as far as it goes; the decoded size is limited at every step. */
export const undoCodings = (bytes: Uint8Array, codings: readonly string[], maxBodyBytes: number): Decoded =>
  codings.reduce<Decoded>(
    (sofar, coding, step) => {
      const isLast = step === codings.length - 1
      const decode = DECODERS.get(coding) as NonNullable<ReturnType<typeof DECODERS.get>>
      const decoded = decode(sofar.bytes, isLast ? maxBodyBytes : maxBodyBytes + CODING_SLACK_BYTES)
      return { bytes: decoded.bytes, whole: sofar.whole && decoded.whole }
    },
    { bytes, whole: true },
  )

/**
 * Undoes the content codings of a whole body. Some servers leave out the end of a coding, which only JSON can do without:
 * it tells by itself whether it is whole. Throws a TransportFailure.
 * @param headers say whether it may be that
 */
export function decodeContent(
  bytes: Uint8Array,
  codings: readonly string[],
  maxBodyBytes: number,
  headers: ResponseHeaders,
): Uint8Array {
  if (codings.length > MAX_CODINGS)
    throw new TransportFailure(badEncoding('The response has too many content encodings'))
  let decoded: Decoded
  try {
    decoded = undoCodings(bytes, codings, maxBodyBytes)
  } catch (error) {
    throw new TransportFailure(
      isTooMuch(error) ? tooLarge('body', maxBodyBytes) : badEncoding('The response is not validly encoded'),
    )
  }
  if (decoded.whole || isWholeJson(decoded.bytes, headers)) return decoded.bytes
  throw new TransportFailure(badEncoding('The response ends before its content encoding does'))
}
