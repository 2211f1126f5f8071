import * as E from 'fp-ts/lib/Either.js'
import type { Subscriber } from 'rxjs'
import type { Attempt } from '../domain/Attempt.ts'
import { tellWay, withTrace } from '../domain/AttemptTrace.ts'
import type { FetchError } from '../domain/FetchError.ts'
import type { FetchResponse } from '../domain/FetchResponse.ts'
import type { Hop } from '../domain/Hop.ts'
import type { HopTrace } from '../domain/HopTrace.ts'
import type { ParsedUrl } from '../domain/ParsedUrl.ts'
import type { ResponseHeaders } from '../domain/ResponseHeaders.ts'
import type { AddressGuard } from './addressGuard.ts'
import { Exchange, type ExchangeListener } from './Exchange.ts'
import { followRedirect, isRedirect, visit } from './followRedirect.ts'
import type { ConnectionPool } from './pool/connectionPool.ts'
import { toTransportError } from './toTransportError.ts'

/** What all attempts of a transport share. */
export type Means = { readonly pool: ConnectionPool; readonly guard: AddressGuard }

/** The URL of a response, for people: credentials belong to the request. */
const withoutCredentials = ({ href }: ParsedUrl): string => {
  const shown = new URL(href)
  shown.username = ''
  shown.password = ''
  return shown.href
}

/**
 * One attempt: an exchange, and one more for each redirect. Tells its subscriber what `read` makes of the last response,
 * or why there is none. A class for its speed, as `Exchange` is.
 */
export class RunningAttempt<R> implements ExchangeListener {
  readonly #means: Means
  readonly #attempt: Attempt
  readonly #read: (response: FetchResponse) => R
  readonly #subscriber: Subscriber<R>
  readonly #endsAtMs: number
  #hop: Hop
  #exchange: Exchange | undefined
  /** The hops that led elsewhere. */
  #visited: readonly string[] | undefined

  constructor(
    means: Means,
    attempt: Attempt,
    url: ParsedUrl,
    read: (response: FetchResponse) => R,
    subscriber: Subscriber<R>,
  ) {
    this.#means = means
    this.#attempt = attempt
    this.#read = read
    this.#subscriber = subscriber
    this.#endsAtMs = performance.now() + (attempt.limitMs ?? Number.POSITIVE_INFINITY)
    this.#hop = { url, method: attempt.method, headers: attempt.headers, body: attempt.body }
    this.#send()
  }

  /** Aborts the exchange, if it is not over. */
  unsubscribe(): void {
    this.#exchange?.abort()
  }

  onResponse(status: number, headers: ResponseHeaders, body: Uint8Array): void {
    if (isRedirect(status, headers)) this.#follow(status, headers)
    else this.#respond(status, headers, body)
  }

  onError(error: FetchError): void {
    this.#subscriber.error(
      this.#visited === undefined && !this.#attempt.traced
        ? error
        : withTrace(error, { url: withoutCredentials(this.#hop.url), hops: this.#hops, ...this.#trace(error) }),
    )
  }

  /** How many hops were begun. */
  get #hops(): number {
    return 1 + (this.#visited?.length ?? 0)
  }

  /** What is known of the hop: nothing where it was blocked, since how long that took tells what is behind the guard. */
  #trace({ kind }: FetchError): HopTrace | undefined {
    return kind === 'blocked' ? undefined : this.#exchange?.trace
  }

  #send(): void {
    this.#exchange = undefined // what ends this hop may do so before it has an exchange
    try {
      this.#means.guard.checkHop(this.#hop)
      this.#exchange = new Exchange(this.#means.pool, this.#hop, this.#attempt, this.#endsAtMs, this)
    } catch (thrown) {
      this.onError(toTransportError(thrown, false, this.#means.pool.maxHeaderBytes))
    }
  }

  #follow(status: number, headers: ResponseHeaders): void {
    const visited = [...(this.#visited ?? []), visit(this.#hop)]
    const next = followRedirect(this.#hop, status, headers, visited, this.#attempt.maxRedirects)
    if (E.isLeft(next)) {
      this.onError(next.left)
      return
    }
    this.#visited = visited
    this.#hop = next.right
    tellWay(this.#attempt, { url: withoutCredentials(this.#hop.url), hops: this.#hops })
    this.#send()
  }

  #respond(status: number, headers: ResponseHeaders, body: Uint8Array): void {
    const response: FetchResponse =
      this.#visited === undefined
        ? { status, headers, body, url: this.#attempt.url }
        : { status, headers, body, url: withoutCredentials(this.#hop.url), hops: this.#hops }
    let value: R
    try {
      value = this.#read(this.#attempt.traced ? { ...response, ...this.#exchange?.trace } : response)
    } catch (thrown) {
      this.#subscriber.error(thrown)
      return
    }
    this.#subscriber.next(value)
    this.#subscriber.complete()
  }
}
