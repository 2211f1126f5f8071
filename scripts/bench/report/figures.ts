import type { Round } from '../Scenario.ts'
import { type Spread, spreadOf } from './spread.ts'

/** One figure of one entrant over all rounds. */
export const figureSpread = (rounds: readonly Round[], name: string, figure: string): Spread | null =>
  spreadOf(rounds.flatMap((round) => round[name]?.[figure] ?? []))

/** One entrant's figure as a multiple of another's, taken within each round: noise that lasts a round cancels out. */
export const ratioSpread = (rounds: readonly Round[], name: string, reference: string, figure: string): Spread | null =>
  spreadOf(
    rounds.flatMap((round) => {
      const own = round[name]?.[figure]
      const other = round[reference]?.[figure]
      return own === undefined || other === undefined ? [] : own / other
    }),
  )

/** Every entrant that was measured, in the order of the first round. */
export const entrantsOf = (rounds: readonly Round[]): readonly string[] => [
  ...new Set(rounds.flatMap((round) => Object.keys(round))),
]
