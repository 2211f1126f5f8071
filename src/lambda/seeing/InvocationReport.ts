/** What is told of one invocation: counts and times, nothing of its requests. */
export type InvocationReport = {
  readonly requestId: string
  /** Whether it is the first of its process. */
  readonly cold: boolean
  /** What the event was recognized as; absent where it was not. */
  readonly trigger?: string
  readonly durationMs: number
  /** What was left of its time; absent where it has no end. */
  readonly remainingMs?: number
} & TallyReport

/** What is told of an invocation's results. */
export type TallyReport = {
  readonly requests: number
  readonly succeeded: number
  readonly failed: number
  /** How many failures there are of each kind. */
  readonly failures: Readonly<Record<string, number>>
  /** Attempts after the first of each request. */
  readonly retries: number
  /** Bodies received, decoded, those that led to a retry included. */
  readonly bytes: number
  /** How long requests took with all attempts and waits; absent where there was none. */
  readonly p50Ms?: number
  readonly p95Ms?: number
  readonly maxMs?: number
}
