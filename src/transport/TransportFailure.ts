import type { FetchError } from '../domain/FetchError.ts'

/** Carries a `FetchError` through interfaces that want an `Error`. It has no `code`: undici acts on some codes. */
export class TransportFailure extends Error {
  readonly fetchError: FetchError

  constructor(fetchError: FetchError) {
    super(fetchError.message)
    this.name = 'TransportFailure'
    this.fetchError = fetchError
  }
}
