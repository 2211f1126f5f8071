import type { RateLike } from './Rate.ts'

/** The policy fields that hold for a batch as a whole. */
export interface BatchPolicy {
  /** Attempts in flight at once, over all origins; from 1 to 65,535, 20 by default. */
  readonly concurrency?: number | undefined
  /** Attempts in flight at once for each origin or `group`; as many as `concurrency` by default. */
  readonly perOrigin?: number | undefined
  /** The whole batch, in ms: what is not over by then fails as `deadline`. None by default. */
  readonly deadlineMs?: number | undefined
  /**
   * How many attempts may start within any window of time for each origin or `group`: `"10/s"`, `"600/m"`, `"5/15s"` or
   * `{ requests, perMs, burst? }`, or several that all hold. None by default.
   * @example rate: ['10/s', '200/m']
   */
  readonly rate?: RateLike | readonly RateLike[] | undefined
  /** Whether a server's `Retry-After` and what it says of its quota hold for all that is sent there; true by default. */
  readonly cooldown?: boolean | undefined
  /** Retries for each first attempt at an origin or `group`, in the long run; from 0 to 100, 0.2 by default. */
  readonly retryBudget?: number | undefined
  /** Whether the limit in flight of an origin or `group` falls when its server is overloaded; false by default. */
  readonly adaptive?: boolean | undefined
  /**
   * Whether results come in input order; false by default. A request starts only if it is less than 4 × `concurrency`
   * beyond the next result to come. Of no effect on `collectBatch`, whose results are in input order.
   */
  readonly ordered?: boolean | undefined
  /** Whether results tell their attempts as `history`; false by default. */
  readonly history?: boolean | undefined
}
