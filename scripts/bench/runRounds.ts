import type { Entrant, Figures, Round } from './Scenario.ts'
import { say } from './say.ts'

const turned = <Item>(items: readonly Item[], by: number): readonly Item[] => [
  ...items.slice(by % items.length),
  ...items.slice(0, by % items.length),
]

/** Measures every entrant of a group once in each round, one after the other, each round beginning with another one. */
export const runRounds = async (entrants: readonly Entrant[], rounds: number): Promise<readonly Round[]> => {
  const done: Round[] = []
  for (let round = 0; round < rounds; round += 1) {
    say(`  round ${round + 1} of ${rounds}: ${entrants.map(({ name }) => name).join(', ')}`)
    const figures = new Map<string, Figures>()
    for (const { name, measure } of turned(entrants, round)) {
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
  await Promise.all(entrants.map(({ stop }) => stop?.()))
  return done
}
