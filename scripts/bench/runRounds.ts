import type { Entrant, Figures, Round } from './Scenario.ts'
import { say } from './say.ts'

const turned = <Item>(items: readonly Item[], by: number): readonly Item[] => [
  ...items.slice(by % items.length),
  ...items.slice(0, by % items.length),
]

/** Measures every entrant once in each round, one after the other, each round beginning with another one. */
export const runRounds = async (entrants: readonly Entrant[], rounds: number): Promise<readonly Round[]> => {
  const done: Round[] = []
  for (let round = 0; round < rounds; round += 1) {
    const figures = new Map<string, Figures>()
    for (const { name, measure } of turned(entrants, round)) {
      say(`  round ${round + 1} of ${rounds}: ${name}`)
      try {
        figures.set(name, await measure())
      } catch (error) {
        say(`  ${name} failed: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    const ordered = entrants.flatMap(({ name }) => {
      const measured = figures.get(name)
      return measured === undefined ? [] : [[name, measured] as const]
    })
    done.push(Object.fromEntries(ordered))
  }
  return done
}
