import type { Observable } from 'rxjs'

/**
 * Where requests may come from: an array or another iterable, an async iterable, or an Observable, which cannot be paused:
 * what it emits ahead of demand waits in memory. In this order, and with arrays by themselves, the compiler's complaints
 * name the field that is wrong.
 */
export type Requests<T> = Observable<T> | AsyncIterable<T> | (object & Iterable<T>) | readonly T[]

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
