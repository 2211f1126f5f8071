import type { Dispatcher } from 'undici'
import type { IncomingHttpHeaders } from 'undici/types/header.js'
import type { Attempt } from '../domain/Attempt.ts'
import type { FetchError } from '../domain/FetchError.ts'
import type { Hop } from '../domain/Hop.ts'
import type { HopTrace } from '../domain/HopTrace.ts'
import { isSafe } from '../domain/isSafe.ts'
import type { ResponseHeaders } from '../domain/ResponseHeaders.ts'
import { tooLarge } from '../domain/tooLarge.ts'
import { urlOrigin } from '../domain/urlOrigin.ts'
import { errorBodyMs } from './errorBody.ts'
import { HopRecorder } from './HopRecorder.ts'
import { IncomingResponse } from './IncomingResponse.ts'
import { pathOf } from './pathOf.ts'
import type { ConnectionPool } from './pool/connectionPool.ts'
import { isReset } from './pool/heedReset.ts'
import type { Asker, Connection } from './pool/Site.ts'
import { proxyFailure } from './proxy/proxyFailure.ts'
import { toForward } from './proxy/toForward.ts'
import { responseHeaders } from './responseHeaders.ts'
import type { TransportFailure } from './TransportFailure.ts'
import { cutOff, toTransportError } from './toTransportError.ts'

/** Called once, with the response or with why there is none. */
export type ExchangeListener = {
  onResponse(status: number, headers: ResponseHeaders, body: Uint8Array): void
  onError(error: FetchError): void
}

/** How long the body of a redirect is read on the side, in ms. */
const REDIRECT_BODY_MS = 1_000

/** No descriptor was left to the process, or to the system. */
const isExhausted = (error: FetchError): boolean =>
  error.kind === 'connect' && (error.code === 'EMFILE' || error.code === 'ENFILE')

/**
 * Sends one request and collects its whole response without ever pausing the parser, which would lose responses of
 * servers that hang up. A class for its speed: one is made per request, and undici calls its methods.
 */
export class Exchange implements Dispatcher.DispatchHandler, Asker {
  readonly origin: string
  readonly #pool: ConnectionPool
  readonly #hop: Hop
  readonly #attempt: Attempt
  readonly #endsAtMs: number
  readonly #listener: ExchangeListener
  readonly #recorder: HopRecorder | undefined
  #connection: Connection | undefined
  #response: IncomingResponse | undefined
  /** For a body that is not waited for for long. */
  #clock: NodeJS.Timeout | NodeJS.Immediate | undefined
  /** Whether its listener knows how it ended, or no longer wants to. */
  #told = false
  /** Whether its connection is given back, or destroyed. */
  #over = false
  #resent = false
  #answering = false

  /** @param endsAtMs when the attempt will be over, by the monotonic clock */
  constructor(pool: ConnectionPool, hop: Hop, attempt: Attempt, endsAtMs: number, listener: ExchangeListener) {
    this.origin = urlOrigin(hop.url)
    this.#pool = pool
    this.#hop = hop
    this.#attempt = attempt
    this.#endsAtMs = endsAtMs
    this.#listener = listener
    this.#recorder = attempt.traced ? new HopRecorder() : undefined
    pool.connect(this)
  }

  /** What is known by now, where that is asked for. */
  get trace(): HopTrace | undefined {
    return this.#recorder?.trace
  }

  /** Ends the exchange without a word and destroys its socket, also while it is being connected. */
  abort(): void {
    this.#told = true
    this.#drop()
  }

  onConnection(connection: Connection): void {
    this.#connection = connection
    if (this.#recorder !== undefined) {
      this.#recorder.onConnection()
      connection.recorder = this.#recorder
    }
    const { url, method, headers, body } = this.#hop
    const { forwardedBy } = connection.site
    const toWire = { path: pathOf(url), method: method as Dispatcher.HttpMethod, headers, body }
    connection.client.dispatch(forwardedBy === undefined ? toWire : toForward(toWire, url, forwardedBy), this)
  }

  onRefused(failure: TransportFailure): void {
    this.#fail(failure.fetchError)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#over) controller.abort(new Error('aborted'))
    if (this.#recorder !== undefined) this.#recordSend(this.#recorder)
  }

  onResponseStarted(): void {
    this.#answering = true
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200 || this.#over) return
    if (status === 407 && this.#connection?.site.forwardedBy !== undefined) {
      this.#fail(proxyFailure('407').fetchError)
      return
    }
    this.#recorder?.onHead()
    const response = new IncomingResponse(status, responseHeaders(headers), this.#attempt.maxBodyBytes)
    this.#response = response
    const isTooMuch = response.announcesTooMuch(this.#hop.method)
    if (response.isSuccess) {
      if (isTooMuch) this.#exceed()
    } else if (response.isRedirect) {
      if (isTooMuch) this.#exceed()
      else this.#clock = setImmediate(() => this.#awaitTurn()) // its body often comes with it
    } else {
      if (isTooMuch) response.settleForBeginning()
      this.#clock = setTimeout(() => this.#settle(), errorBodyMs(this.#endsAtMs - performance.now()))
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#over && this.#response?.add(chunk) === false) this.#exceed()
  }

  onResponseEnd(): void {
    const [connection, response] = [this.#connection, this.#response]
    if (this.#over || connection === undefined || response === undefined) return
    if (isReset(connection.socket)) {
      this.#fail(cutOff('ECONNRESET')) // undici takes a reset for the end of a body that has no length
      return
    }
    this.#recorder?.onEnd()
    let body: Uint8Array
    try {
      body = response.read()
    } catch (error) {
      this.#fail(toTransportError(error, true, this.#pool.maxHeaderBytes))
      return
    }
    this.#over = true
    this.#stopClock()
    this.#pool.release(connection, this.#hop.body !== null)
    this.#tell(response, body)
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#over) return
    const fetchError = this.#explain(error)
    if (isExhausted(fetchError) && this.#connection !== undefined) this.#waitForSocket(this.#connection)
    else if (this.#lostRace(fetchError)) this.#resend()
    else this.#fail(fetchError)
  }

  /** From here on the connection is dialled for this request no more. */
  #recordSend(recorder: HopRecorder): void {
    if (this.#connection !== undefined) this.#connection.recorder = undefined
    recorder.onSend()
  }

  #explain(error: Error): FetchError {
    const cause = (!this.#answering && this.#connection?.alert) || error
    return toTransportError(cause, this.#response !== undefined, this.#pool.maxHeaderBytes)
  }

  #waitForSocket(connection: Connection): void {
    this.#connection = undefined
    this.#pool.reconnect(connection, this)
  }

  #resend(): void {
    this.#resent = true
    if (this.#connection !== undefined) void this.#pool.discard(this.#connection)
    this.#connection = undefined
    this.#pool.connectAnew(this)
  }

  /** Whether the server closed a kept connection just as it was used again, which says nothing about the request. */
  #lostRace(error: FetchError): boolean {
    const wasKept = this.#connection !== undefined && this.#connection.served > 0
    return wasKept && error.kind === 'socket' && !this.#answering && !this.#resent && this.#isResendable
  }

  get #isResendable(): boolean {
    return isSafe(this.#hop.method) && this.#attempt.resendable !== false
  }

  /** A redirect is followed two turns after its head, whatever there is of its body, which is read on the side. */
  #awaitTurn(): void {
    this.#clock = setImmediate(() => {
      this.#clock = setTimeout(() => this.#drop(), REDIRECT_BODY_MS)
      if (this.#response !== undefined) this.#tell(this.#response, this.#response.readBeginning())
    })
  }

  #exceed(): void {
    if (this.#response?.isSuccess) this.#fail(tooLarge('body', this.#attempt.maxBodyBytes))
    else this.#settle()
  }

  #fail(error: FetchError): void {
    if (this.#response !== undefined && !this.#response.isSuccess) {
      this.#settle()
      return
    }
    this.#drop()
    if (this.#told) return
    this.#told = true
    if (this.#response !== undefined) this.#recorder?.onBody(this.#response.receivedBytes, this.#response.plainBytes)
    this.#listener.onError(error)
  }

  /** A status that is no success is worth more than its body: what there is of that has to do. */
  #settle(): void {
    this.#recorder?.onEnd()
    this.#drop()
    if (this.#response !== undefined) this.#tell(this.#response, this.#response.readBeginning())
  }

  #tell(response: IncomingResponse, body: Uint8Array): void {
    if (this.#told) return
    this.#told = true
    this.#recorder?.onBody(response.receivedBytes, body.byteLength)
    const { status, headers } = response
    this.#listener.onResponse(status, headers, body)
  }

  #drop(): void {
    if (this.#over) return
    this.#over = true
    this.#stopClock()
    if (this.#connection === undefined) this.#pool.leave(this)
    else void this.#pool.discard(this.#connection)
  }

  #stopClock(): void {
    if (this.#clock === undefined) return
    clearTimeout(this.#clock as NodeJS.Timeout)
    clearImmediate(this.#clock as NodeJS.Immediate)
  }
}
