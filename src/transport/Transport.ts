import type { Observable } from 'rxjs'
import type { ResponseHeaders } from '../domain/FetchResult.ts'

/** One try at a request, as it goes to the wire. Header names are lower-case. */
export type Attempt = {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
  /** The largest body accepted, in bytes after content decoding. */
  readonly maxBodyBytes: number
  readonly maxRedirects: number
}

/** What one attempt brought: any status, the body without its content encoding, and the URL after redirects. */
export type FetchResponse = {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly body: Uint8Array
  readonly url: string
}

/**
 * Makes one attempt per subscription: emits one response and completes, or errors with a `FetchError`. Unsubscribing
 * destroys the socket, also while it is still being connected.
 */
export type Transport = {
  (attempt: Attempt): Observable<FetchResponse>
  /**
   * The same, but emits what `read` makes of the response, or errors with what it throws. A transport that has this
   * promises to emit exactly once or to error, which others are held to by operators.
   */
  sendAndRead?<R>(attempt: Attempt, read: (response: FetchResponse) => R): Observable<R>
}
