import type { CourseReport } from '../seeing/createCourse.ts'
import type { OutcomeCounts } from '../seeing/createOutcomes.ts'

/** Consecutive indexes: the first and the last of them. */
export type IndexRange = readonly [first: number, last: number]

/** What became of a batch as a whole. Outcomes are counted as they are told: what had no room is `output-limit`. */
export interface Summary extends OutcomeCounts, CourseReport {
  /** How many requests the batch has. */
  readonly requests: number
  /** Results told; fewer than `requests` where a stream was cut short. */
  readonly results: number
  /** Requests that never started, or of which a stream tells no result: what is left to go on with. */
  readonly unfinished: readonly IndexRange[]
  /** What went wrong with a stream itself. */
  readonly error?: string
}

/** What a summary takes at most as JSON: its counts, and for every other request a range, of 18 bytes each. */
export const SUMMARY_ROOM = { bytes: 4_096, perRequestBytes: 9 }
