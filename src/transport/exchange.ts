import type { Dispatcher } from 'undici'
import type { IncomingHttpHeaders } from 'undici/types/header.js'
import type { FetchError } from '../domain/FetchError.ts'
import type { Hop } from '../domain/Hop.ts'
import { isIdempotent } from '../domain/isIdempotent.ts'
import type { ResponseHeaders } from '../domain/ResponseHeaders.ts'
import { tooLarge } from '../domain/tooLarge.ts'
import { BytesCollector, NO_BYTES } from './BytesCollector.ts'
import type { Connection, ConnectionPool } from './connectionPool.ts'
import { CODING_SLACK_BYTES, codingsOf, decodeContent } from './decodeContent.ts'
import { isRedirect } from './followRedirect.ts'
import { responseHeaders } from './responseHeaders.ts'
import { cutOff, toTransportError } from './toTransportError.ts'

/** Called once, with the response or with why there is none. */
export type ExchangeListener = {
  onResponse(status: number, headers: ResponseHeaders, body: Uint8Array): void
  onError(error: FetchError): void
}

/** RFC 9112 section 6.3: in these a length speaks of what is not sent. */
const mayHaveBody = (method: string, status: number): boolean =>
  method !== 'HEAD' && status !== 204 && status !== 205 && status !== 304

/**
 * Sends one request and collects its whole response without ever pausing the parser, which would lose responses of
 * servers that hang up. A class for its speed: one is made per request, and undici calls its methods.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #pool: ConnectionPool
  readonly #hop: Hop
  readonly #maxBodyBytes: number
  readonly #listener: ExchangeListener
  #connection: Connection
  #settled = false
  #resent = false
  #answering = false
  #status = 0
  #headers: ResponseHeaders = {}
  #codings: readonly string[] = []
  #maxRawBytes = 0
  readonly #raw = new BytesCollector()

  constructor(pool: ConnectionPool, hop: Hop, maxBodyBytes: number, listener: ExchangeListener) {
    this.#pool = pool
    this.#hop = hop
    this.#maxBodyBytes = maxBodyBytes
    this.#listener = listener
    this.#connection = pool.acquire(hop.url.origin)
    this.#dispatch()
  }

  /** Ends the exchange without a word and destroys its socket, also while it is being connected. */
  abort(): void {
    if (this.#settled) return
    this.#settled = true
    void this.#pool.discard(this.#connection)
  }

  #dispatch(): void {
    const { url, method, headers, body } = this.#hop
    this.#connection.client.dispatch(
      { path: url.pathname + url.search, method: method as Dispatcher.HttpMethod, headers, body },
      this,
    )
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) controller.abort(new Error('aborted'))
  }

  onResponseStarted(): void {
    this.#answering = true
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200 || this.#settled) return
    this.#status = status
    this.#headers = responseHeaders(headers)
    if (isRedirect(status, this.#headers) && this.#headers['content-length'] !== '0') {
      this.#respondNow(NO_BYTES) // the body of a redirect may be endless
      return
    }
    const { 'content-encoding': encoding, 'content-length': length } = this.#headers
    this.#codings = encoding === undefined ? [] : codingsOf(String(encoding))
    this.#maxRawBytes = this.#maxBodyBytes + (this.#codings.length === 0 ? 0 : CODING_SLACK_BYTES)
    if (Number(length) > this.#maxRawBytes && mayHaveBody(this.#hop.method, status)) this.#exceed()
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return
    if (this.#raw.byteLength + chunk.byteLength > this.#maxRawBytes) this.#exceed()
    else this.#raw.add(chunk)
  }

  onResponseEnd(): void {
    if (this.#settled) return
    if (this.#connection.socket?.errored) {
      this.#fail(cutOff('ECONNRESET')) // undici takes a reset for the end of a body that has no length
      return
    }
    const raw = this.#raw.take()
    let body: Uint8Array
    try {
      body =
        this.#codings.length === 0 || raw.byteLength === 0 ? raw : decodeContent(raw, this.#codings, this.#maxBodyBytes)
    } catch (error) {
      if (this.#status >= 300)
        body = NO_BYTES // an error status is worth more than the body that explains it
      else {
        this.#fail(toTransportError(error, true))
        return
      }
    }
    this.#settled = true
    this.#pool.release(this.#connection, this.#hop.body !== null)
    this.#listener.onResponse(this.#status, this.#headers, body)
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#settled) return
    const fetchError = toTransportError(error, this.#status !== 0)
    if (this.#lostRace(fetchError)) this.#resend()
    else this.#fail(fetchError)
  }

  #resend(): void {
    this.#resent = true
    void this.#pool.discard(this.#connection)
    try {
      this.#connection = this.#pool.acquireNew(this.#hop.url.origin)
    } catch (error) {
      this.#fail(toTransportError(error, false))
      return
    }
    this.#dispatch()
  }

  /** Whether the server closed a kept connection just as it was used again, which says nothing about the request. */
  #lostRace(error: FetchError): boolean {
    return (
      error.kind === 'socket' &&
      !this.#answering &&
      !this.#resent &&
      this.#connection.served > 0 &&
      isIdempotent(this.#hop.method)
    )
  }

  /** The body of an error status may be cut, that of a success may not. */
  #exceed(): void {
    if (this.#status < 300) this.#fail(tooLarge('body', this.#maxBodyBytes))
    else this.#respondNow(this.#codings.length === 0 ? this.#raw.take() : NO_BYTES)
  }

  #respondNow(body: Uint8Array): void {
    this.abort()
    this.#listener.onResponse(this.#status, this.#headers, body)
  }

  #fail(error: FetchError): void {
    this.abort()
    this.#listener.onError(error)
  }
}
