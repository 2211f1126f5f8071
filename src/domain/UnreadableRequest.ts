import type { FetchError } from './FetchError.ts'

/** Stands in a batch where a request should be that could not be read, and fails there with the error that says why. */
export class UnreadableRequest {
  /** What was given instead. */
  readonly url: string
  readonly error: FetchError

  constructor(url: string, error: FetchError) {
    this.url = url
    this.error = error
  }
}
