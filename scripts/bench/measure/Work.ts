/** What one contestant does in one round; handed to its process as JSON. */
export type Work = {
  /** A file of URLs, one a line: first those of the warm-up, then those that are measured. */
  readonly urlsFile: string
  readonly warmUp: number
  readonly requests: number
  readonly concurrency: number
  readonly timeoutMs: number
}
