import type { Observable } from 'rxjs'

/** Where requests may come from. An Observable cannot be paused: what it emits ahead of demand waits in memory. */
export type Requests<T> = Iterable<T> | AsyncIterable<T> | Observable<T>

/** Requests on demand. `pull` gives the next one, or undefined while there is none; `done` says that none will come. */
export type RequestSource<T> = {
  pull(): { readonly value: T } | undefined
  readonly done: boolean
  /** What the source failed with, once it is done. */
  readonly failure: { readonly error: unknown } | undefined
  /** Ends the source; what it already gave stays valid. */
  close(): void
}

/** How a source stands: what `done` and `failure` of a {@link RequestSource} are told from. */
export type SourceState = { done: boolean; failure: { readonly error: unknown } | undefined }

export const failSource = (state: SourceState, error: unknown): void => {
  state.done = true
  state.failure = { error }
}
