import type { ResponseHeaders } from './ResponseHeaders.ts'

/** What every error has; none carries addresses, raw bytes of the peer, or any part of the URL. */
interface ErrorOf<K extends string> {
  /** Why the request failed; tells the errors apart. */
  readonly kind: K
  /** The same for people. */
  readonly message: string
}

/** A clock ran out. */
export interface TimeoutError extends ErrorOf<'timeout'> {
  /** Which: that of connecting, of one attempt (`timeoutMs`), or of the whole request (`totalTimeoutMs`). */
  readonly clock: 'connect' | 'attempt' | 'total'
}

/** The host name did not resolve. */
export interface DnsError extends ErrorOf<'dns'> {
  /** The resolver's code, such as `'ENOTFOUND'`. */
  readonly code: string
}

/** No connection could be made. */
export interface ConnectError extends ErrorOf<'connect'> {
  /** The system's code, such as `'ECONNREFUSED'`. */
  readonly code: string
}

/** The TLS handshake failed. */
export interface TlsError extends ErrorOf<'tls'> {
  /** OpenSSL's or Node's code, such as `'CERT_HAS_EXPIRED'`. */
  readonly code: string
}

/** The connection was cut off before the response was whole. */
export interface SocketError extends ErrorOf<'socket'> {
  /** The system's code, such as `'ECONNRESET'`. */
  readonly code: string
}

/** What the server sent is not HTTP. */
export interface ProtocolError extends ErrorOf<'protocol'> {
  /** What is wrong with it, such as `'HPE_INVALID_CONSTANT'`. */
  readonly code: string
}

/** A status that is not 2xx, and whatever became of its body. */
export interface StatusError extends ErrorOf<'status'> {
  /** The response's status. */
  readonly status: number
  /** The response's header fields: lower-case names, repeated ones joined by commas, `set-cookie` an array. */
  readonly headers: ResponseHeaders
  /** What the server said, read as the body of a success would be, cut to 16 KiB. */
  readonly body: unknown
  /** How long the server asks to wait, in ms; absent where it does not. */
  readonly retryAfterMs?: number
}

/** The body could not be decoded as its header fields or `parse` say. */
export interface ParseError extends ErrorOf<'parse'> {
  /** At what it failed: content coding, charset, JSON, or JSON that is nested too deeply. */
  readonly reason: 'encoding' | 'charset' | 'json' | 'depth'
}

/** One thing wrong with a body. */
export interface SchemaIssue {
  /** Where, as in `users[1].name`; empty for the body itself. */
  readonly path: string
  /** What belongs there; never what was received. */
  readonly expected: string
}

/** The body is not what the option `codec` asks for. */
export interface SchemaError extends ErrorOf<'schema'> {
  /** What is wrong with it; at most 10 things. */
  readonly issues: readonly SchemaIssue[]
}

/** The body or the header fields are larger than allowed. */
export interface TooLargeError extends ErrorOf<'too-large'> {
  /** Which of them. */
  readonly part: 'body' | 'headers'
  /** How large it might have been, in bytes. */
  readonly limitBytes: number
}

/** A redirect that is not followed. */
export interface RedirectError extends ErrorOf<'redirect'> {
  /** Why: no valid URL, a scheme other than http and https, a loop, or more than `maxRedirects`. */
  readonly reason: 'location' | 'scheme' | 'loop' | 'too-many'
}

/** The server asks to wait longer than the policy or the time left allows. */
export interface RateLimitedError extends ErrorOf<'rate-limited'> {
  /** The response's status. */
  readonly status: number
  /** How long the server asks to wait, in ms. */
  readonly retryAfterMs: number
}

/** The batch's deadline passed first. */
export interface DeadlineError extends ErrorOf<'deadline'> {}

/** The batch was cancelled, or its transport closed. */
export interface AbortedError extends ErrorOf<'aborted'> {}

/** The request itself cannot be sent. */
export interface InvalidRequestError extends ErrorOf<'invalid-request'> {
  /** What is wrong with it, such as `'url'` or `'headers.cookie'`. */
  readonly field: string
}

/** The transport may not connect there. */
export interface BlockedError extends ErrorOf<'blocked'> {}

/** The answer of a function has no room for the body. */
export interface OutputLimitError extends ErrorOf<'output-limit'> {
  /** The room that there was, in bytes. */
  readonly limitBytes: number
  /** The body's own size, in bytes. */
  readonly bodyBytes: number
  /** Where the body was put instead; absent where it was not. */
  readonly location?: string
}

/** Anything else: a defect in a transport, in a callback, or in this library. */
export interface UnexpectedError extends ErrorOf<'unexpected'> {
  /** What was thrown; not enumerable, so that nothing that copies or serialises the error tells it. */
  readonly cause?: unknown
}

/** The error of each kind. */
export interface ErrorKinds {
  readonly timeout: TimeoutError
  readonly dns: DnsError
  readonly connect: ConnectError
  readonly tls: TlsError
  readonly socket: SocketError
  readonly protocol: ProtocolError
  readonly status: StatusError
  readonly parse: ParseError
  readonly schema: SchemaError
  readonly 'too-large': TooLargeError
  readonly redirect: RedirectError
  readonly 'rate-limited': RateLimitedError
  readonly deadline: DeadlineError
  readonly aborted: AbortedError
  readonly 'invalid-request': InvalidRequestError
  readonly blocked: BlockedError
  readonly 'output-limit': OutputLimitError
  readonly unexpected: UnexpectedError
}
