import type { FetchResponse } from '../../domain/FetchResponse.ts'
import type { FetchResult } from '../../domain/FetchResult.ts'
import type { StepObserver } from '../../domain/Step.ts'
import { createCourse } from './createCourse.ts'
import { createOutcomes } from './createOutcomes.ts'
import { createStepCounts } from './createStepCounts.ts'
import type { TallyReport } from './InvocationReport.ts'

/** Counts what becomes of one invocation's requests. */
export type Tally = {
  addResult(result: FetchResult): void
  addResponse(response: FetchResponse): void
  /** An observer that counts the steps of one batch. */
  ofBatch(): StepObserver
  report(): TallyReport
}

/** Each invocation makes its own: several may run in one process. */
export function createTally(nowMs = () => performance.now()): Tally {
  const outcomes = createOutcomes()
  const course = createCourse()
  const steps = createStepCounts(nowMs)
  let bytes = 0
  return {
    addResult(result) {
      outcomes.add(result)
      course.add(result)
    },
    addResponse(response) {
      bytes += response.body.byteLength
    },
    ofBatch: steps.ofBatch,
    report() {
      const counts = outcomes.counts()
      const { retries: _, ...durations } = course.report() // hedges are among them
      return { requests: counts.succeeded + counts.failed, ...counts, ...steps.counts(), bytes, ...durations }
    },
  }
}
