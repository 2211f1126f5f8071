import * as E from 'fp-ts/lib/Either.js'
import type { FetchErrorOf } from './FetchError.ts'
import { isDeeperThan } from './isDeeperThan.ts'
import { decoderOf, decodeValid, markedEncoding, readValidUtf8 } from './readText.ts'

/** Deeper JSON parses, but stringifying it overflows the stack, and a whole answer would be lost. */
const MAX_JSON_DEPTH = 200

type ParseError = FetchErrorOf<'parse'>

const parseError = (reason: ParseError['reason'], message: string): E.Either<ParseError, never> =>
  E.left({ kind: 'parse', message, reason })

const countUpTo = (most: number, text: string, character: string): number => {
  let count = 0
  for (let at = text.indexOf(character); at !== -1 && count < most; at = text.indexOf(character, at + 1)) count += 1
  return count
}

/** Whether a text has brackets enough to be too deep: nearly none has, and counting them is far cheaper than a visit. */
const mayBeDeep = (json: string): boolean =>
  countUpTo(MAX_JSON_DEPTH, json, '{') + countUpTo(MAX_JSON_DEPTH, json, '[') >= MAX_JSON_DEPTH

const parseJson = (text: string): E.Either<ParseError, unknown> => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return parseError('json', 'The response is not valid JSON') // the parser's own message repeats the peer's bytes
  }
  return mayBeDeep(text) && isDeeperThan(value, MAX_JSON_DEPTH)
    ? parseError('depth', `The response is JSON nested deeper than ${MAX_JSON_DEPTH} levels`)
    : E.right(value)
}

/** UTF-16 without a byte order mark shows by the zeros of the first character, which is ASCII in all JSON. */
const encodingByZeros = ([first, second]: Uint8Array): string | undefined => {
  if (first === 0 && second !== 0) return 'utf-16be'
  return first !== 0 && second === 0 ? 'utf-16le' : undefined
}

/** What the bytes may be besides UTF-8, the likeliest first. */
const otherEncodings = (bytes: Uint8Array, charset: string | undefined): readonly string[] => {
  const marked = markedEncoding(bytes)
  if (marked !== undefined) return marked === 'utf-8' ? [] : [marked]
  return [charset, encodingByZeros(bytes)].filter((encoding) => encoding !== undefined)
}

const readAs = (bytes: Uint8Array, encoding: string): E.Either<ParseError, unknown> => {
  const decoder = decoderOf(encoding, true)
  if (decoder === undefined) return parseError('charset', 'The response is in an unknown charset')
  const text = decodeValid(bytes, decoder)
  return text === undefined ? parseError('charset', `The response is not valid ${decoder.encoding}`) : parseJson(text)
}

const isSettled = (read: E.Either<ParseError, unknown>): boolean => E.isRight(read) || read.left.reason === 'depth'

/**
 * Reads JSON as UTF-8, which is what it is whatever its charset says (RFC 8259 sections 8.1 and 11), if it is valid and
 * parses as that; else as its byte order mark, its charset or its zeros say.
 */
export function readJson(bytes: Uint8Array, charset: string | undefined): E.Either<ParseError, unknown> {
  const utf8 = readValidUtf8(bytes)
  const first = utf8 === undefined ? parseError('charset', 'The response is not valid utf-8') : parseJson(utf8)
  if (isSettled(first)) return first
  let error = first
  for (const encoding of otherEncodings(bytes, charset)) {
    const read = readAs(bytes, encoding)
    if (isSettled(read)) return read
    if (utf8 === undefined) error = read
  }
  return error
}
