import type { FetchError } from '../domain/FetchError.ts'

/** What attempts end with when their transport is closed. */
export const CLOSED: FetchError = { kind: 'aborted', message: 'The transport was closed' }

/** Carries a `FetchError` through interfaces that want an `Error`. It has no `code`: undici acts on some codes. */
export class TransportFailure extends Error {
  readonly fetchError: FetchError

  constructor(fetchError: FetchError) {
    super(fetchError.message)
    this.name = 'TransportFailure'
    this.fetchError = fetchError
  }
}
