import { isUtf8 } from 'node:buffer'
import * as E from 'fp-ts/lib/Either.js'
import type { FetchError, FetchErrorOf } from '../domain/FetchError.ts'
import type { Hop } from '../domain/Hop.ts'
import type { ParsedUrl } from '../domain/ParsedUrl.ts'
import { resolveUrl, trimBlanks } from '../domain/parseUrl.ts'
import type { ResponseHeaders } from '../domain/ResponseHeaders.ts'

/** RFC 9110 section 15.4: the statuses that name another place for the same thing. */
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308])
/** Fields that describe a body, which is dropped with it. */
const BODY_FIELDS = /^content-/
/**
 * Fields that go along to another origin: they say what is asked for, or which request it is. Any other may prove who
 * asks, whatever its name.
 */
const OPEN_FIELDS =
  /^(accept(-.*)?|user-agent|content-.*|range|if-.*|idempotency-key|traceparent|tracestate|x-request-id)$/

const locationOf = ({ location = '' }: ResponseHeaders): string => fromUtf8(trimBlanks(String(location)))

/** Header fields are read as Latin-1, but many servers send their paths in plain UTF-8. */
const fromUtf8 = (latin1: string): string => {
  if (!/[\x80-\xff]/.test(latin1)) return latin1
  const bytes = Buffer.from(latin1, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : latin1
}

/** Whether a response sends the client elsewhere. */
export const isRedirect = (status: number, headers: ResponseHeaders): boolean =>
  REDIRECT_STATUSES.has(status) && locationOf(headers) !== ''

const refuse = (reason: FetchErrorOf<'redirect'>['reason'], message: string): E.Either<FetchError, never> =>
  E.left({ kind: 'redirect', message, reason })

const isPrivate = (name: string): boolean => !OPEN_FIELDS.test(name)
const isBodyField = (name: string): boolean => BODY_FIELDS.test(name)

const without = (headers: Hop['headers'], isDropped: (name: string) => boolean): Hop['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !isDropped(name)))

/** 303 asks for a GET; for 301 and 302 after a POST everyone sends one (RFC 9110 section 15.4). */
const becomesGet = (status: number, method: string): boolean =>
  status === 303 ? method !== 'HEAD' : (status === 301 || status === 302) && method === 'POST'

/** Whether both are one origin for header fields: the same, or the same host with TLS, both at their usual ports. */
const isSameSite = (from: ParsedUrl, to: ParsedUrl): boolean =>
  from.origin === to.origin ||
  (from.protocol === 'http:' && to.protocol === 'https:' && from.host === to.host && to.port === '')

/**
 * The next hop of a redirect, or why it is not followed. What may prove who asks stays behind when the origin changes.
 * @param visited the hops so far, as `method url`
 */
export function followRedirect(
  hop: Hop,
  status: number,
  headers: ResponseHeaders,
  visited: readonly string[],
  maxRedirects: number,
): E.Either<FetchError, Hop> {
  const url = resolveUrl(locationOf(headers), hop.url.href)
  if (url === null) return refuse('location', 'The redirect leads to no valid URL')
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refuse('scheme', 'The redirect leads away from http and https')
  if (visited.length > maxRedirects) return refuse('too-many', `There are more than ${maxRedirects} redirects`)
  if (url.hash === '') url.hash = hop.url.hash
  const toGet = becomesGet(status, hop.method)
  const kept = isSameSite(hop.url, url) ? hop.headers : without(hop.headers, isPrivate)
  const next: Hop = toGet
    ? { url, method: 'GET', headers: without(kept, isBodyField), body: null }
    : { url, method: hop.method, headers: kept, body: hop.body }
  if (visited.includes(visit(next))) return refuse('loop', 'The redirects go round in a loop')
  return E.right(next)
}

/** How a hop is remembered. */
export const visit = ({ method, url }: Hop): string => `${method} ${url.href}`
