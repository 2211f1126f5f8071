import * as E from 'fp-ts/lib/Either.js'
import type { FetchError, FetchErrorOf } from './FetchError.ts'
import type { Parse } from './FetchPolicy.ts'
import type { BodyType, ResponseHeaders } from './FetchResult.ts'

/** Deeper JSON parses, but stringifying it overflows the stack, and a whole answer would be lost. */
const MAX_JSON_DEPTH = 200

type DecodedBody = { readonly body: unknown; readonly bodyType: BodyType }

const parseError = (reason: FetchErrorOf<'parse'>['reason'], message: string): FetchError => ({
  kind: 'parse',
  message,
  reason,
})

const utf8 = new TextDecoder('utf-8', { fatal: true })

const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1)))

const decoderOf = (charset: string, fatal: boolean) =>
  fatal && charset === 'utf-8'
    ? E.right(utf8)
    : E.tryCatch(
        () => new TextDecoder(charset, { fatal }),
        () => parseError('charset', 'The response is in an unknown charset'),
      )

const readText = (bytes: Uint8Array, charset: string, fatal: boolean): E.Either<FetchError, string> => {
  const decoder = decoderOf(charset, fatal)
  if (E.isLeft(decoder)) return decoder
  try {
    return E.right(decoder.right.decode(bytes))
  } catch {
    return E.left(parseError('charset', `The response is not valid ${decoder.right.encoding}`))
  }
}

const readJson = (bytes: Uint8Array, charset: string): E.Either<FetchError, DecodedBody> => {
  const text = readText(bytes, charset, true)
  if (E.isLeft(text)) return text
  let body: unknown
  try {
    body = JSON.parse(text.right)
  } catch {
    return E.left(parseError('json', 'The response is not valid JSON')) // the parser's own message repeats the peer's bytes
  }
  // What has no room for that many brackets cannot be so deep.
  if (text.right.length > 2 * MAX_JSON_DEPTH && isDeeperThan(body, MAX_JSON_DEPTH))
    return E.left(parseError('depth', `The response is JSON nested deeper than ${MAX_JSON_DEPTH} levels`))
  return E.right({ body, bodyType: 'json' })
}

const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

const parseByMediaType = (mediaType: string): Exclude<Parse, 'auto'> => {
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) return 'json'
  if (mediaType.startsWith('text/') || mediaType === 'application/xml' || mediaType.endsWith('+xml')) return 'text'
  return 'base64'
}

/** Decodes a body as `parse` says, `auto` by its content type; no bytes are null under each. */
export function readBody(bytes: Uint8Array, headers: ResponseHeaders, parse: Parse): E.Either<FetchError, DecodedBody> {
  if (bytes.byteLength === 0) return E.right({ body: null, bodyType: 'empty' })
  const contentType = String(headers['content-type'] ?? '')
  const [mediaType = ''] = contentType.split(';', 1)
  const form = parse === 'auto' ? parseByMediaType(mediaType.trim().toLowerCase()) : parse
  if (form === 'base64') return E.right({ body: toBase64(bytes), bodyType: 'base64' })
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8'
  if (form === 'json') return readJson(bytes, charset)
  return E.map((body: string): DecodedBody => ({ body, bodyType: 'text' }))(readText(bytes, charset, false))
}
