import type { FetchResult } from '../../domain/FetchResult.ts'

/** How many results there are of each outcome. */
export interface OutcomeCounts {
  /** How many requests gave a usable response. */
  readonly succeeded: number
  /** How many did not. */
  readonly failed: number
  /** How many failures there are of each kind. */
  readonly failures: Readonly<Record<string, number>>
}

/** Counts results by outcome, and failures by kind. */
export function createOutcomes(): { add(result: FetchResult): void; counts(): OutcomeCounts } {
  const failures: Record<string, number> = {}
  let [succeeded, failed] = [0, 0]
  return {
    add(result) {
      if (result.outcome === 'success') {
        succeeded += 1
        return
      }
      failed += 1
      failures[result.error.kind] = (failures[result.error.kind] ?? 0) + 1
    },
    counts: () => ({ succeeded, failed, failures: { ...failures } }),
  }
}
