import type { HedgeAfter } from './HedgeAfter.ts'
import type { Parse } from './Parse.ts'

/** The policy fields that a batch sets for all its requests, and a request for itself. */
export interface PerRequestPolicy {
  /**
   * One attempt, in ms: from its start to the last byte of the body, redirects included. Waiting never counts. 10,000 by
   * default.
   */
  readonly timeoutMs?: number | undefined
  /** One request, in ms: all its attempts and the waits between them. 30,000 by default. */
  readonly totalTimeoutMs?: number | undefined
  /** Attempts after the first, for transient errors of what may be sent twice; from 0 to 100, 2 by default. */
  readonly retries?: number | undefined
  /** The statuses that are worth a retry; `[408, 425, 429, 500, 502, 503, 504, 522, 524]` by default. */
  readonly retryStatuses?: readonly number[] | undefined
  /**
   * The upper bound of the first wait before a retry, in ms; it doubles with each retry, and the wait is chosen by chance
   * from 0 to the bound. 250 by default; four times as long after 429 and 503.
   */
  readonly retryDelayMs?: number | undefined
  /** The upper bound of every such wait, in ms; 20,000 by default. */
  readonly maxRetryDelayMs?: number | undefined
  /** The longest `Retry-After` that is waited for, in ms; what asks for more is `rate-limited`. 60,000 by default. */
  readonly maxRetryAfterMs?: number | undefined
  /**
   * After how many ms a second attempt of a GET, HEAD, OPTIONS, TRACE or QUERY is sent beside the first, as rules and
   * budget allow; `'p95'`: after what 95 % of its group's answers take, from 20 on. None by default.
   */
  readonly hedgeAfterMs?: HedgeAfter | undefined
  /** The largest body, in bytes after content decoding; a larger one is `too-large`. 10,485,760 (10 MiB) by default. */
  readonly maxBodyBytes?: number | undefined
  /** Redirects followed within one attempt; from 0 to 100, 5 by default. */
  readonly maxRedirects?: number | undefined
  /** How a body is read: `'auto'` (the default) goes by its content type, `'json'`, `'text'` and `'base64'` force it. */
  readonly parse?: Parse | undefined
}
