import type { FetchResult } from '../../domain/FetchResult.ts'

/**
 * Puts text under a name and resolves when it is safe there. Takes the chunks as it can use them; they may be many. Gives
 * up when the signal is aborted.
 */
export type Deliver = (name: string, chunks: AsyncIterable<string>, signal: AbortSignal) => Promise<void>

/** Where results go that no answer carries. */
export type Destination = {
  /** Takes all results of an invocation as they come. Resolves when none can be lost any more. */
  deliver(requestId: string, results: AsyncIterable<FetchResult>, signal: AbortSignal): Promise<void>
  /** Keeps single bodies that an answer has no room for; absent where they would be in the way. */
  readonly aside?: Aside
}

/** Bodies by name. */
export type Aside = {
  locationOf(name: string): string
  put(name: string, json: string, signal: AbortSignal): Promise<void>
}
