import type { FetchResult } from '../../domain/FetchResult.ts'

/** How results came about. */
export interface CourseReport {
  /** Attempts after the first of each request. */
  readonly retries: number
  /** How long requests took with all attempts and waits, in ms: what half of them did not exceed; absent where there was none. */
  readonly p50Ms?: number
  /** The same of 95 %. */
  readonly p95Ms?: number
  /** The same of all. */
  readonly maxMs?: number
}

/** The least value that so large a share of the sorted ones does not exceed. */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0

/** Counts retries and measures how long requests took. */
export function createCourse(): { add(result: FetchResult): void; report(): CourseReport } {
  const durations: number[] = []
  let retries = 0
  return {
    add(result) {
      durations.push(result.timing.durationMs)
      retries += Math.max(0, result.attempts - 1)
    },
    report() {
      if (durations.length === 0) return { retries }
      const sorted = durations.toSorted((a, b) => a - b)
      return { retries, p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95), maxMs: quantile(sorted, 1) }
    },
  }
}
