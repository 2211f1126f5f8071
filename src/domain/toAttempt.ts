import * as E from 'fp-ts/lib/Either.js'
import type { Attempt } from './Attempt.ts'
import { type FetchError, invalidRequest } from './FetchError.ts'
import type { RequestPolicy } from './FetchPolicy.ts'
import type { FetchRequest } from './FetchRequest.ts'
import { parseUrl } from './parseUrl.ts'

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** RFC 9110 section 5.5: visible characters, space and tab; no CR, LF or NUL. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
/** What Node.js's own server reads of a request at most (`server.maxHeadersCount`). */
const MAX_FIELDS = 2_000
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
/** Methods whose requests have no body: RFC 9110 section 9.3. */
const BODILESS_METHODS = new Set(['GET', 'HEAD', 'TRACE'])

type Headers = Record<string, string>

const fail = (field: string, rule: string, got: string): E.Either<FetchError, never> =>
  E.left(invalidRequest(field, rule, got))

/** Lower-cases the names of `headers` and checks both names and values; `field` says whose they are. */
export const checkHeaders = (field: string, headers: Readonly<Headers>): E.Either<FetchError, Headers> => {
  const checked: Headers = {}
  const entries = Object.entries(headers)
  if (entries.length > MAX_FIELDS) return fail(field, `at most ${MAX_FIELDS} fields`, String(entries.length))
  for (const [name, value] of entries) {
    const lowerName = name.toLowerCase()
    if (!TOKEN.test(name)) return fail(field, 'named by HTTP tokens', JSON.stringify(name.slice(0, 100)))
    if (CONNECTION_FIELDS.has(lowerName)) return fail(`${field}.${lowerName}`, 'left to the HTTP client', 'a value')
    if (!FIELD_VALUE.test(value)) return fail(`${field}.${lowerName}`, 'free of control characters', 'others')
    Object.defineProperty(checked, lowerName, { value, enumerable: true, writable: true, configurable: true })
  }
  return E.right(checked)
}

const checkUrl = (url: string): E.Either<FetchError, Readonly<URL>> => {
  const parsed = parseUrl(url)
  if (parsed === null) return fail('url', 'an absolute URL', 'what does not parse as one')
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
    return fail('url', 'an http or https URL', 'another scheme')
  return E.right(parsed)
}

/** An array, a plain object, or one that says itself how it is JSON, as dates do. */
const isJsonObject = (value: object): boolean =>
  Array.isArray(value) || 'toJSON' in value || Object.prototype.toString.call(value) === '[object Object]'

const encodeBody = (body: unknown): E.Either<FetchError, { bytes: Attempt['body']; contentType?: string }> => {
  if (body === undefined || body === null) return E.right({ bytes: null })
  if (typeof body === 'string' || body instanceof Uint8Array) return E.right({ bytes: body })
  if (typeof body === 'object' && !isJsonObject(body))
    return fail('body', 'a string, a Uint8Array or a JSON value', 'another object') // JSON would make it {}
  const json = E.tryCatch(
    () => JSON.stringify(body) as string | undefined,
    () => null,
  )
  if (E.isLeft(json)) return fail('body', 'a string, a Uint8Array or a JSON value', 'what JSON cannot hold')
  if (json.right === undefined) return fail('body', 'a string, a Uint8Array or a JSON value', `a ${typeof body}`)
  return E.right({ bytes: json.right, contentType: 'application/json' })
}

const basicCredentials = ({ username, password }: Readonly<URL>): E.Either<FetchError, string> =>
  E.tryCatch(
    () => {
      const bytes = new TextEncoder().encode(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
      return `Basic ${btoa(String.fromCharCode(...bytes))}`
    },
    () => invalidRequest('url', 'free of broken percent-encoding in its credentials', 'some'),
  )

/**
 * Turns a request into what goes to the wire, or into the `invalid-request` error that says what is wrong with it.
 * Its headers come over `defaultHeaders` (lower-case, checked); credentials in the URL become an `authorization` field.
 */
export function toAttempt(
  request: FetchRequest,
  policy: Pick<RequestPolicy, 'maxBodyBytes' | 'maxRedirects'>,
  defaultHeaders: Readonly<Headers>,
): E.Either<FetchError, Attempt> {
  const url = checkUrl(request.url)
  if (E.isLeft(url)) return url
  const method = (request.method ?? 'GET').toUpperCase()
  if (!TOKEN.test(method)) return fail('method', 'an HTTP token', JSON.stringify(method.slice(0, 100)))
  if (method === 'CONNECT') return fail('method', 'one that fetches', 'CONNECT')
  const body = encodeBody(request.body)
  if (E.isLeft(body)) return body
  if (body.right.bytes !== null && BODILESS_METHODS.has(method)) return fail('body', `absent for ${method}`, 'a body')
  let headers = defaultHeaders
  if (request.headers !== undefined || body.right.contentType !== undefined) {
    const own = checkHeaders('headers', request.headers ?? {})
    if (E.isLeft(own)) return own
    const contentType = body.right.contentType === undefined ? {} : { 'content-type': body.right.contentType }
    headers = { ...contentType, ...defaultHeaders, ...own.right }
  }
  if (url.right.username !== '' || url.right.password !== '') {
    const authorization = basicCredentials(url.right)
    if (E.isLeft(authorization)) return authorization
    headers = { authorization: authorization.right, ...headers }
  }
  const { maxBodyBytes, maxRedirects } = policy
  const attempt = { url: request.url, method, headers, body: body.right.bytes, maxBodyBytes, maxRedirects }
  return E.right(request.idempotent === false ? { ...attempt, resendable: false } : attempt)
}
