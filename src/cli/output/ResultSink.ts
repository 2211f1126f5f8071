import type { FetchResult } from '../../domain/FetchResult.ts'

/** Where results go. What `put` gives is awaited before the next result is asked for; it rejects if that cannot be written. */
export type ResultSink = {
  put(result: FetchResult): void | Promise<void>
  /** Resolves when all is out, or nobody reads it any more. */
  end(): Promise<void>
}
