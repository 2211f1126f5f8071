/** What a fresh process does, once; handed to it as JSON. */
export type FreshWork = {
  readonly origin: string
  /** Requests before the clock starts; without any it starts before the client is imported. */
  readonly warmUp: number
  readonly requests: number
  readonly concurrency: number
  readonly timeoutMs: number
}
