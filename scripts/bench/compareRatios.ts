import { ratioSpread } from './report/figures.ts'
import { times, withQuartiles } from './report/format.ts'
import type { Round, Scenario } from './Scenario.ts'

/** Whether a face of rx-fanout has become worse than the committed figures, and a line that says so. */
export type Verdict = { readonly face: string; readonly text: string; readonly worse: boolean }

/**
 * Compares ratios to the reference with committed ones. One has become worse only where the whole interquartile range
 * lies above the committed median: anything less is noise.
 */
export const compareRatios = (
  { reference, compared }: Scenario,
  faces: readonly string[],
  committed: readonly Round[],
  measured: readonly Round[],
): readonly Verdict[] =>
  faces.map((face) => {
    const then = ratioSpread(committed, face, reference, compared)
    const now = ratioSpread(measured, face, reference, compared)
    if (then === null) return { face, text: `${face}: no committed ratio`, worse: false }
    if (now === null) return { face, text: `${face}: could not be measured`, worse: true }
    const worse = now.q1 > then.median
    const figures = `${withQuartiles(now, times)}, committed ${withQuartiles(then, times)}`
    return { face, text: `${face}: ${figures}: ${worse ? 'WORSE' : 'ok'}`, worse }
  })
