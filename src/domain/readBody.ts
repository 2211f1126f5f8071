import * as E from 'fp-ts/lib/Either.js'
import type { FetchError, FetchErrorOf } from './FetchError.ts'
import type { Parse } from './FetchPolicy.ts'
import type { BodyType } from './FetchResult.ts'
import type { ResponseHeaders } from './ResponseHeaders.ts'

/** Deeper JSON parses, but stringifying it overflows the stack, and a whole answer would be lost. */
const MAX_JSON_DEPTH = 200

type DecodedBody = { readonly body: unknown; readonly bodyType: BodyType }

const parseError = (reason: FetchErrorOf<'parse'>['reason'], message: string): FetchError => ({
  kind: 'parse',
  message,
  reason,
})

const BYTE_ORDER_MARK = '\ufeff'
/** What a byte sequence that is not valid UTF-8 is decoded to. */
const REPLACEMENT = '\ufffd'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Visits every value, and so by index or key: an iterator or a callback per value costs more than parsing did. */
const isDeeperThan = (value: object, levels: number): boolean => {
  if (levels === 0) return true
  const isDeeper = (member: unknown): boolean => isObject(member) && isDeeperThan(member, levels - 1)
  if (Array.isArray(value)) return value.some(isDeeper)
  for (const key in value) if (isDeeper((value as Record<string, unknown>)[key])) return true
  return false
}

const countUpTo = (most: number, text: string, character: string): number => {
  let count = 0
  for (let at = text.indexOf(character); at !== -1 && count < most; at = text.indexOf(character, at + 1)) count += 1
  return count
}

/** Whether a text has brackets enough to be too deep: nearly none has, and counting them is far cheaper than a visit. */
const mayBeDeep = (json: string): boolean =>
  countUpTo(MAX_JSON_DEPTH, json, '{') + countUpTo(MAX_JSON_DEPTH, json, '[') >= MAX_JSON_DEPTH

const toBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Takes half the time that a `TextDecoder` does, but cannot tell a replacement that was sent from one that it made. */
const readSoundUtf8 = (bytes: Uint8Array): string | undefined => {
  const text = toBuffer(bytes).toString()
  if (text.includes(REPLACEMENT)) return undefined
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
}

const decoderOf = (charset: string, fatal: boolean) =>
  E.tryCatch(
    () => new TextDecoder(charset, { fatal }),
    () => parseError('charset', 'The response is in an unknown charset'),
  )

const readText = (bytes: Uint8Array, charset: string, fatal: boolean): E.Either<FetchError, string> => {
  const sound = charset === 'utf-8' ? readSoundUtf8(bytes) : undefined
  if (sound !== undefined) return E.right(sound)
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
  if (mayBeDeep(text.right) && isObject(body) && isDeeperThan(body, MAX_JSON_DEPTH))
    return E.left(parseError('depth', `The response is JSON nested deeper than ${MAX_JSON_DEPTH} levels`))
  return E.right({ body, bodyType: 'json' })
}

const parseByMediaType = (mediaType: string): Exclude<Parse, 'auto'> => {
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) return 'json'
  if (mediaType.startsWith('text/') || mediaType === 'application/xml' || mediaType.endsWith('+xml')) return 'text'
  return 'base64'
}

/** What stands before the parameters, of which most content types have none. */
const mediaTypeOf = (contentType: string): string => {
  const end = contentType.indexOf(';')
  return (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase()
}

const charsetOf = (contentType: string): string =>
  /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8'

/** Decodes a body as `parse` says, `auto` by its content type; no bytes are null under each. */
export function readBody(bytes: Uint8Array, headers: ResponseHeaders, parse: Parse): E.Either<FetchError, DecodedBody> {
  if (bytes.byteLength === 0) return E.right({ body: null, bodyType: 'empty' })
  const contentType = String(headers['content-type'] ?? '')
  const form = parse === 'auto' ? parseByMediaType(mediaTypeOf(contentType)) : parse
  if (form === 'base64') return E.right({ body: toBuffer(bytes).toString('base64'), bodyType: 'base64' })
  const charset = charsetOf(contentType)
  if (form === 'json') return readJson(bytes, charset)
  return E.map((body: string): DecodedBody => ({ body, bodyType: 'text' }))(readText(bytes, charset, false))
}
