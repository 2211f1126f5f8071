import { inUnitsOf, plain } from '../../report/format.ts'
import type { Column } from '../../Scenario.ts'

/** What every scenario of traffic shows; the wall time first, since the table compares by it. */
export const TRAFFIC_COLUMNS: readonly Column[] = [
  { heading: 'seconds', figure: 'wallMs', format: inUnitsOf(1_000, 2) },
  { heading: 'succeeded', figure: 'succeeded', format: plain },
  { heading: 'failed', figure: 'failed', format: plain, worst: true },
  { heading: 'attempts at the server', figure: 'serverAttempts', format: plain },
  { heading: 'refused', figure: 'refused', format: plain, worst: true },
  { heading: 'most in flight', figure: 'mostInFlight', format: plain, worst: true },
  { heading: 'p50 ms', figure: 'p50Ms', format: inUnitsOf(1, 1) },
  { heading: 'p99 ms', figure: 'p99Ms', format: inUnitsOf(1, 1) },
]
