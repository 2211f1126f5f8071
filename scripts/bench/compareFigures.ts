import type { Verdict } from './compareRatios.ts'
import { figureSpread } from './report/figures.ts'
import { plain, withQuartiles } from './report/format.ts'
import type { Round, Scenario } from './Scenario.ts'

/** Compares a figure that repeats well with the committed one: its median may be no more than a little above it. */
export const compareFigures = (
  { figure, slack }: NonNullable<Scenario['guarded']>,
  faces: readonly string[],
  committed: readonly Round[],
  measured: readonly Round[],
): readonly Verdict[] =>
  faces.flatMap((face) => {
    const then = figureSpread(committed, face, figure)
    const now = figureSpread(measured, face, figure)
    if (then === null) return []
    if (now === null) return { face, text: `${face}: could not be measured`, worse: true }
    const worse = now.median > slack * then.median
    const figures = `${withQuartiles(now, plain)}, committed ${withQuartiles(then, plain)}`
    return { face, text: `${face}: ${figures}: ${worse ? 'WORSE' : 'ok'}`, worse }
  })
