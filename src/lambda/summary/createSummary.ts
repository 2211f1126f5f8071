import type { FetchResult } from '../../domain/FetchResult.ts'
import { createCourse } from '../seeing/createCourse.ts'
import { createOutcomes } from '../seeing/createOutcomes.ts'
import { indexRanges } from './indexRanges.ts'
import type { Summary } from './Summary.ts'

/** Gathers what a batch's summary tells. */
export type SummaryMaker = {
  /** A result as it came. */
  arrived(result: FetchResult): void
  /** A result as it is told, which may be less. */
  told(result: FetchResult): void
  summary(): Summary
}

/** What the end of the time left undone, and nobody has heard of. */
const neverStarted = (result: FetchResult): boolean =>
  result.attempts === 0 &&
  result.outcome === 'failure' &&
  (result.error.kind === 'deadline' || result.error.kind === 'aborted')

/** The summary of a batch of so many requests. */
export function createSummary(requests: number): SummaryMaker {
  const outcomes = createOutcomes()
  const course = createCourse()
  const finished = new Uint8Array(requests)
  return {
    arrived(result) {
      course.add(result)
      if (!neverStarted(result)) finished[result.index] = 1
    },
    told: outcomes.add,
    summary() {
      const counts = outcomes.counts()
      const results = counts.succeeded + counts.failed
      return { requests, results, ...counts, ...course.report(), unfinished: indexRanges(finished, 0) }
    },
  }
}
