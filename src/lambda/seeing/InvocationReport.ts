import type { CourseReport } from './createCourse.ts'
import type { OutcomeCounts } from './createOutcomes.ts'
import type { StepCounts } from './createStepCounts.ts'

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
  /** Bodies received, decoded, those that led to a retry included. */
  readonly bytes: number
} & OutcomeCounts &
  StepCounts &
  Omit<CourseReport, 'retries'>
