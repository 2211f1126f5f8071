import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { closed } from './closed.ts'
import { isPlainObject } from './isPlainObject.ts'
import { ResponseHeaders } from './ResponseHeaders.ts'

const kind = <K extends string>(value: K) => ({ kind: t.literal(value), message: t.string })
const oneOf = <K extends string>(...values: readonly K[]) =>
  t.keyof(
    Object.fromEntries(values.map((value) => [value, null])) as Record<K, null>,
    values.map((value) => `'${value}'`).join(' | '),
  )

/**
 * Why a request failed: a closed union by `kind`, each with a `message` for people and its own small data. None
 * carries addresses, raw bytes of the peer, or any part of the URL.
 */
const KnownError = t.union(
  [
    /** A clock ran out: connecting, one attempt, or the whole request. */
    closed('TimeoutError', { ...kind('timeout'), clock: oneOf('connect', 'attempt', 'total') }, {}),
    /** The host name did not resolve. */
    closed('DnsError', { ...kind('dns'), code: t.string }, {}),
    /** No connection could be made. */
    closed('ConnectError', { ...kind('connect'), code: t.string }, {}),
    /** The TLS handshake failed. */
    closed('TlsError', { ...kind('tls'), code: t.string }, {}),
    /** The connection was cut off before the response was whole. */
    closed('SocketError', { ...kind('socket'), code: t.string }, {}),
    /** What the server sent is not HTTP. */
    closed('ProtocolError', { ...kind('protocol'), code: t.string }, {}),
    /** A status that is not 2xx; `body` is what the server said, cut to 16 KiB. */
    closed(
      'StatusError',
      { ...kind('status'), status: t.number, headers: ResponseHeaders, body: t.unknown },
      { retryAfterMs: t.number },
    ),
    /** The body could not be decoded as its headers or `parse` say. */
    closed('ParseError', { ...kind('parse'), reason: oneOf('encoding', 'charset', 'json', 'depth') }, {}),
    /** The body or the headers are larger than allowed. */
    closed('TooLargeError', { ...kind('too-large'), part: oneOf('body', 'headers'), limitBytes: t.number }, {}),
    /** A redirect that is not followed. */
    closed('RedirectError', { ...kind('redirect'), reason: oneOf('location', 'scheme', 'loop', 'too-many') }, {}),
    /** The server asks to wait longer than the policy or the time left allows. */
    closed('RateLimitedError', { ...kind('rate-limited'), status: t.number, retryAfterMs: t.number }, {}),
    /** The batch's deadline passed first. */
    closed('DeadlineError', kind('deadline'), {}),
    /** The batch was cancelled, or its transport closed. */
    closed('AbortedError', kind('aborted'), {}),
    /** The request itself cannot be sent; `field` names what is wrong with it. */
    closed('InvalidRequestError', { ...kind('invalid-request'), field: t.string }, {}),
    /** The transport may not connect there. */
    closed('BlockedError', kind('blocked'), {}),
    /** The answer has no room for the body; `location` tells where it was put instead. */
    closed(
      'OutputLimitError',
      { ...kind('output-limit'), limitBytes: t.number, bodyBytes: t.number },
      { location: t.string },
    ),
    /** Anything else: a defect in a transport or in this library. */
    closed('UnexpectedError', kind('unexpected'), {}),
  ],
  'FetchError',
)
type KnownError = t.TypeOf<typeof KnownError>

/** What was thrown, for the library's user: not enumerable, so that nothing that copies or serialises the error tells it. */
type WithCause<E> = E extends { kind: 'unexpected' } ? E & { readonly cause?: unknown } : E

export const FetchError: t.Type<FetchError> = KnownError
export type FetchError = WithCause<KnownError>

/** The error of one kind. */
export type FetchErrorOf<K extends FetchError['kind']> = Extract<FetchError, { kind: K }>

/** A clock ran out. */
export const timedOut = (clock: FetchErrorOf<'timeout'>['clock']): FetchError => ({
  kind: 'timeout',
  message: 'Request timed out',
  clock,
})

/** The request cannot be sent because of `field`; `rule` says what it must be and `got` what it was. */
export const invalidRequest = (field: string, rule: string, got: string): FetchError => ({
  kind: 'invalid-request',
  message: `Invalid request: ${field} must be ${rule}, got ${got}`,
  field,
})

/** Whether reading an object's fields again gives the same again. */
const isData = (value: object): boolean =>
  isPlainObject(value) && Object.values(Object.getOwnPropertyDescriptors(value)).every((field) => 'value' in field)

const asFetchError = (thrown: unknown): FetchError | undefined => {
  if (typeof thrown !== 'object' || thrown === null || thrown instanceof Error) return undefined
  const error: unknown = isData(thrown) ? thrown : { ...thrown }
  return FetchError.is(error) ? error : undefined
}

const nameOf = (thrown: unknown): string =>
  thrown instanceof Error && /^\w{1,40}$/.test(thrown.name) ? thrown.name : typeof thrown

const orElse = <A>(read: () => A, otherwise: A): A => E.getOrElse(() => otherwise)(E.tryCatch(read, () => otherwise))

/**
 * Whatever was thrown, as a `FetchError`: itself if it is one, else `unexpected` without any of its text, but with what was
 * thrown as its `cause`. Never throws, whatever reading it does.
 */
export const toFetchError = (thrown: unknown): FetchError =>
  orElse(() => asFetchError(thrown), undefined) ?? unexpected(thrown)

const unexpected = (thrown: unknown): FetchError => {
  const name = orElse(() => nameOf(thrown), typeof thrown)
  const error: FetchError = { kind: 'unexpected', message: `Unexpected error (${name})` }
  return thrown === undefined ? error : Object.defineProperty(error, 'cause', { value: thrown })
}
