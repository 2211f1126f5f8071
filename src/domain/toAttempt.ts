import * as E from 'fp-ts/lib/Either.js'
import type { Attempt } from './Attempt.ts'
import { encodeBody } from './encodeBody.ts'
import { type FetchError, invalidRequest } from './FetchError.ts'
import type { RequestPolicy } from './FetchPolicy.ts'
import type { FetchRequest } from './FetchRequest.ts'
import { checkHeaders, TOKEN } from './HeaderFields.ts'
import type { ParsedUrl } from './ParsedUrl.ts'
import { hasControlInside, parseUrl } from './parseUrl.ts'
import { urlText } from './urlText.ts'

/** Methods whose requests have no body: RFC 9110 section 9.3. */
const BODILESS_METHODS = new Set(['GET', 'HEAD', 'TRACE'])

const fail = (field: string, rule: string, got: string): E.Either<FetchError, never> =>
  E.left(invalidRequest(field, rule, got))

const HOST_AND_PORT = /^[a-z0-9.-]+:\d/i
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i

/** Without any of its text, which may hold secrets. */
const whyNoUrl = (url: string): E.Either<FetchError, never> => {
  if (hasControlInside(url))
    return fail('url', 'free of control characters', 'one with a tab, a line break or another inside')
  if (HOST_AND_PORT.test(url) || (/^[a-z0-9]/i.test(url) && !HAS_SCHEME.test(url)))
    return fail('url', 'an absolute URL', 'one without a scheme: put http:// or https:// in front')
  return HAS_SCHEME.test(url) && URL.canParse(url)
    ? fail('url', 'an http or https URL', 'another scheme')
    : fail('url', 'an absolute URL', 'what does not parse as one')
}

const checkUrl = (url: string): E.Either<FetchError, ParsedUrl> => {
  const parsed = parseUrl(url)
  return parsed !== null && (parsed.protocol === 'http:' || parsed.protocol === 'https:')
    ? E.right(parsed)
    : whyNoUrl(url)
}

const basicCredentials = ({ username, password }: ParsedUrl): E.Either<FetchError, string> =>
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
  defaultHeaders: Readonly<Record<string, string>>,
): E.Either<FetchError, Attempt> {
  const text = urlText(request.url)
  const url = checkUrl(text)
  if (E.isLeft(url)) return url
  const method = (request.method ?? 'GET').toUpperCase()
  if (!TOKEN.test(method)) return fail('method', 'an HTTP token', 'another string')
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
  const attempt = { url: text, method, headers, body: body.right.bytes, maxBodyBytes, maxRedirects }
  return E.right(request.idempotent === false ? { ...attempt, resendable: false } : attempt)
}
