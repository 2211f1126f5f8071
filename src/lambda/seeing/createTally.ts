import type { FetchResponse } from '../../domain/FetchResponse.ts'
import type { FetchResult } from '../../domain/FetchResult.ts'
import { createCourse } from './createCourse.ts'
import { createOutcomes } from './createOutcomes.ts'
import type { TallyReport } from './InvocationReport.ts'

/** Counts what becomes of one invocation's requests. */
export type Tally = {
  addResult(result: FetchResult): void
  addResponse(response: FetchResponse): void
  report(): TallyReport
}

/** Each invocation makes its own: several may run in one process. */
export function createTally(): Tally {
  const outcomes = createOutcomes()
  const course = createCourse()
  let bytes = 0
  return {
    addResult(result) {
      outcomes.add(result)
      course.add(result)
    },
    addResponse(response) {
      bytes += response.body.byteLength
    },
    report() {
      const counts = outcomes.counts()
      const { retries, ...durations } = course.report()
      return { requests: counts.succeeded + counts.failed, ...counts, retries, bytes, ...durations }
    },
  }
}
