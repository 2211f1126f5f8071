/** What one contestant does; handed to its process as JSON. */
export type Work = {
  /** A file of URLs, one a line: first those of the warm-up, then those that are measured. */
  readonly urlsFile: string
  /** Requests before the first measurement, in batches of `requests`. */
  readonly warmUp: number
  /** Requests in each measurement. */
  readonly requests: number
  readonly concurrency: number
  readonly timeoutMs: number
}
