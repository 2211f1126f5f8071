import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { recordOf } from './closed.ts'
import { type FetchError, invalidRequest } from './FetchError.ts'
import { isPlainObject } from './isPlainObject.ts'

const isPair = (value: unknown): value is readonly [string, string] =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'string'

const NAME = 'an object of strings, Headers or pairs of strings'
const FieldsObject = recordOf(t.string, NAME)

const isPlain = (value: unknown): boolean => typeof value === 'object' && value !== null && isPlainObject(value)

/** What an iterable that is no array gives is seen when it is sent: it may give it only once. */
const isHeaderFields = (value: unknown): value is HeaderFields => {
  if (Array.isArray(value)) return value.every(isPair)
  if (typeof value !== 'object' || value === null) return false
  return Symbol.iterator in value || (isPlain(value) && FieldsObject.is(value))
}

/** Header fields of a request as people have them: an object of strings, `Headers`, or pairs, as of a `Map`. */
export type HeaderFields = Readonly<Record<string, string>> | Iterable<readonly [string, string]>
export const HeaderFields = new t.Type<HeaderFields>(
  NAME,
  isHeaderFields,
  (value, context) => {
    if (isHeaderFields(value)) return t.success(value)
    if (isPlain(value)) return FieldsObject.validate(value, context)
    return t.failure(typeof value === 'string' ? 'a string' : value, context)
  },
  t.identity,
)

/** RFC 9110 section 5.6.2. */
export const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** RFC 9110 section 5.5: visible characters, space and tab; no CR, LF or NUL. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
/** Fields that frame the message or belong to one connection: RFC 9110 section 7.6.1 and RFC 9112. */
const CONNECTION_FIELDS = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
/** Names that may be told when their value is wrong; any other may be a secret in the wrong place. */
const WELL_KNOWN = new Set(['accept', 'authorization', 'content-type', 'cookie', 'origin', 'referer', 'user-agent'])
/** Node.js's own limit for the fields of a message (`http.Server.maxHeadersCount`). */
const MAX_FIELDS = 2_000

type Checked = E.Either<FetchError, Record<string, string>>

/** Of an object no more than it takes to see that there are too many. */
const entriesOf = (headers: HeaderFields): Iterable<unknown> => {
  if (Symbol.iterator in headers) return headers as Iterable<unknown>
  const names = Object.keys(headers).slice(0, MAX_FIELDS + 1)
  return names.map((name) => [name, (headers as Readonly<Record<string, string>>)[name]])
}

/** Lower-cases the names of `headers` and checks both names and values; `field` says whose they are. */
export function checkHeaders(field: string, headers: HeaderFields): Checked {
  const fail = (where: string, rule: string, got: string): Checked => E.left(invalidRequest(where, rule, got))
  const checked: Record<string, string> = {}
  let count = 0
  for (const entry of entriesOf(headers)) {
    count += 1
    const nth = `field ${count}`
    if (!isPair(entry)) return fail(field, 'pairs of a name and a value, both strings', `something else as ${nth}`)
    if (count > MAX_FIELDS) return fail(field, `at most ${MAX_FIELDS} fields`, 'more')
    const [name, value] = entry
    const lowerName = name.toLowerCase()
    if (!TOKEN.test(name)) return fail(field, 'named by HTTP tokens', `another name in ${nth}`)
    if (CONNECTION_FIELDS.has(lowerName)) return fail(`${field}.${lowerName}`, 'left to the HTTP client', 'a value')
    if (!FIELD_VALUE.test(value))
      return WELL_KNOWN.has(lowerName)
        ? fail(`${field}.${lowerName}`, 'free of control characters and of what is not Latin-1', 'some')
        : fail(field, 'free of control characters and of what is not Latin-1', `some in ${nth}`)
    if (Object.hasOwn(checked, lowerName)) return fail(field, 'fields of different names', `a name again in ${nth}`)
    Object.defineProperty(checked, lowerName, { value, enumerable: true, writable: true, configurable: true })
  }
  return E.right(checked)
}
