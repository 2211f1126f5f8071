import type { FetchResponse } from '../../domain/FetchResponse.ts'
import type { FetchResult } from '../../domain/FetchResult.ts'
import type { TallyReport } from './InvocationReport.ts'

/** Counts what becomes of one invocation's requests. */
export type Tally = {
  addResult(result: FetchResult): void
  addResponse(response: FetchResponse): void
  report(): TallyReport
}

/** The least value that so large a share of the sorted ones does not exceed. */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0

/** Each invocation makes its own: several may run in one process. */
export function createTally(): Tally {
  const failures: Record<string, number> = {}
  const durations: number[] = []
  let [succeeded, retries, bytes] = [0, 0, 0]
  return {
    addResult(result) {
      durations.push(result.timing.durationMs)
      retries += Math.max(0, result.attempts - 1)
      if (result.outcome === 'success') succeeded += 1
      else failures[result.error.kind] = (failures[result.error.kind] ?? 0) + 1
    },
    addResponse(response) {
      bytes += response.body.byteLength
    },
    report() {
      const sorted = durations.toSorted((a, b) => a - b)
      const requests = sorted.length
      const counts = { requests, succeeded, failed: requests - succeeded, failures: { ...failures }, retries, bytes }
      if (requests === 0) return counts
      return { ...counts, p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95), maxMs: quantile(sorted, 1) }
    },
  }
}
