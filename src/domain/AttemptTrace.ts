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
