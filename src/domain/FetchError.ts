import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { closed, listOf } from './closed.ts'
import { documented } from './documented.ts'
import type {
  AbortedError,
  BlockedError,
  ConnectError,
  DeadlineError,
  DnsError,
  ErrorKinds,
  InvalidRequestError,
  OutputLimitError,
  ParseError,
  ProtocolError,
  RateLimitedError,
  RedirectError,
  SchemaError,
  SchemaIssue,
  SocketError,
  StatusError,
  TimeoutError,
  TlsError,
  TooLargeError,
  UnexpectedError,
} from './ErrorKinds.ts'
import { isPlainObject } from './isPlainObject.ts'
import { ResponseHeaders } from './ResponseHeaders.ts'

const kind = <K extends string>(value: K) => ({ kind: t.literal(value), message: t.string })
const oneOf = <K extends string>(...values: readonly K[]) =>
  t.keyof(
    Object.fromEntries(values.map((value) => [value, null])) as Record<K, null>,
    values.map((value) => `'${value}'`).join(' | '),
  )

/** Why a request failed: a closed union by `kind`, each with a `message` for people and its own small data. */
export type FetchError = ErrorKinds[keyof ErrorKinds]

const Issue = documented<SchemaIssue>(closed('SchemaIssue', { path: t.string, expected: t.string }, {}))
const codes = { code: t.string }

export const FetchError: t.Type<FetchError> = t.union(
  [
    documented<TimeoutError>(
      closed('TimeoutError', { ...kind('timeout'), clock: oneOf('connect', 'attempt', 'total') }, {}),
    ),
    documented<DnsError>(closed('DnsError', { ...kind('dns'), ...codes }, {})),
    documented<ConnectError>(closed('ConnectError', { ...kind('connect'), ...codes }, {})),
    documented<TlsError>(closed('TlsError', { ...kind('tls'), ...codes }, {})),
    documented<SocketError>(closed('SocketError', { ...kind('socket'), ...codes }, {})),
    documented<ProtocolError>(closed('ProtocolError', { ...kind('protocol'), ...codes }, {})),
    documented<StatusError>(
      closed(
        'StatusError',
        { ...kind('status'), status: t.number, headers: ResponseHeaders, body: t.unknown },
        { retryAfterMs: t.number },
      ),
    ),
    documented<ParseError>(
      closed('ParseError', { ...kind('parse'), reason: oneOf('encoding', 'charset', 'json', 'depth') }, {}),
    ),
    documented<SchemaError>(
      closed('SchemaError', { ...kind('schema'), issues: listOf(Issue, 'an array of issues') }, {}),
    ),
    documented<TooLargeError>(
      closed('TooLargeError', { ...kind('too-large'), part: oneOf('body', 'headers'), limitBytes: t.number }, {}),
    ),
    documented<RedirectError>(
      closed('RedirectError', { ...kind('redirect'), reason: oneOf('location', 'scheme', 'loop', 'too-many') }, {}),
    ),
    documented<RateLimitedError>(
      closed('RateLimitedError', { ...kind('rate-limited'), status: t.number, retryAfterMs: t.number }, {}),
    ),
    documented<DeadlineError>(closed('DeadlineError', kind('deadline'), {})),
    documented<AbortedError>(closed('AbortedError', kind('aborted'), {})),
    documented<InvalidRequestError>(closed('InvalidRequestError', { ...kind('invalid-request'), field: t.string }, {})),
    documented<BlockedError>(closed('BlockedError', kind('blocked'), {})),
    documented<OutputLimitError>(
      closed(
        'OutputLimitError',
        { ...kind('output-limit'), limitBytes: t.number, bodyBytes: t.number },
        { location: t.string },
      ),
    ),
    documented<Omit<UnexpectedError, 'cause'>>(closed('UnexpectedError', kind('unexpected'), {})),
  ],
  'FetchError',
)

/** The error of one kind. */
export type FetchErrorOf<K extends keyof ErrorKinds> = ErrorKinds[K]

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

/** Whatever was thrown, as an `unexpected` error without any of its text, but with what was thrown as its `cause`. Never throws. */
export const unexpected = (thrown: unknown): FetchError => {
  const name = orElse(() => nameOf(thrown), typeof thrown)
  const error: FetchError = { kind: 'unexpected', message: `Unexpected error (${name})` }
  return thrown === undefined ? error : Object.defineProperty(error, 'cause', { value: thrown })
}
