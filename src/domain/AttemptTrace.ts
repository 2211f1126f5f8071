import type { Attempt } from './Attempt.ts'
import type { FetchError } from './FetchError.ts'
import type { HopTrace } from './HopTrace.ts'

/** What a transport knows of a failed attempt besides its error; a transport need not tell. */
export type AttemptTrace = HopTrace & {
  /** The URL of the hop that failed, without credentials. */
  readonly url: string
  /** How many hops were begun: 1 where no redirect was followed. */
  readonly hops: number
}

/** Beside the errors, whose fields are part of results. */
const traces = new WeakMap<FetchError, AttemptTrace>()

/** A copy of the error that {@link traceOf} knows. */
export const withTrace = <E extends FetchError>(error: E, trace: AttemptTrace): E => {
  const traced = { ...error }
  traces.set(traced, trace)
  return traced
}

/** What is known of the attempt that failed with this very error. */
export const traceOf = (error: FetchError): AttemptTrace | undefined => traces.get(error)

/** Where attempts were led by redirects. */
const ways = new WeakMap<Attempt, AttemptTrace>()

/** Tells where a redirect leads an attempt, at once: one that is cut off later tells no error of its own. */
export const tellWay = (attempt: Attempt, way: AttemptTrace): void => void ways.set(attempt, way)

/** Where the last redirect has led an attempt; undefined where there was none, or the transport does not tell. */
export const wayOf = (attempt: Attempt): AttemptTrace | undefined => ways.get(attempt)
