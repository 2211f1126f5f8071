import type { LogFormat } from './toLogLine.ts'
import type { MetricsPlace } from './toMetrics.ts'

/** What the environment says of seeing. */
export type Seeing = {
  /** Undefined outside Lambda, where nobody reads a log of invocations. */
  readonly log: LogFormat | undefined
  readonly metrics: MetricsPlace | undefined
  /** Whether requests carry the invocation's trace. */
  readonly trace: boolean
}
