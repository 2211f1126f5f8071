import type { Observable } from 'rxjs'
import type { Attempt } from '../domain/Attempt.ts'
import type { FetchResponse } from '../domain/FetchResponse.ts'

/**
 * Makes one attempt per subscription: emits one response and completes, or errors with a `FetchError`. Unsubscribing
 * destroys the socket, also while it is still being connected.
 */
export interface Transport {
  /** Cold: nothing is sent before it is subscribed to. */
  (attempt: Attempt): Observable<FetchResponse>
  /**
   * The same, but emits what `read` makes of the response, or errors with what it throws. A transport that has this
   * promises to emit exactly once or to error, which others are held to by operators.
   */
  sendAndRead?<R>(attempt: Attempt, read: (response: FetchResponse) => R): Observable<R>
  /** How many attempts it can make at a time; more of them wait within it. Absent where there is no limit. */
  readonly maxSockets?: number
}
