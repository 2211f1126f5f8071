/** What one client does; handed to its process as JSON. */
export type TrafficWork = {
  /** Where to; requests take turns between them. */
  readonly origins: readonly string[]
  readonly requests: number
  /** Whether the batch is cancelled at the last result of the first origin. */
  readonly untilFirstOriginEnds: boolean
  /** What `fetchBatch` is told, as its user would write it. */
  readonly options: Readonly<Record<string, unknown>>
}
