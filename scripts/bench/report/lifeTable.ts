import { OWN } from '../contestants.ts'
import type { Scenario } from '../Scenario.ts'
import { entrantsOf, ratioSpread } from './figures.ts'
import { times, withQuartiles } from './format.ts'
import type { Results } from './Results.ts'
import type { Table } from './Table.ts'

const NOT_MEASURED = '–'

/** How the same face fares in processes of different lives: its ratio to the reference in each of these scenarios. */
export const lifeTable = (lives: Readonly<Record<string, Scenario>>, results: Results): Table => {
  const measured = Object.entries(lives).map(([heading, { name, reference, compared }]) => ({
    heading: `${heading} (\`${name}\`)`,
    reference,
    compared,
    rounds: results[name]?.rounds ?? [],
  }))
  const faces = new Set(measured.flatMap(({ rounds }) => entrantsOf(rounds)).filter((name) => name.startsWith(OWN)))
  return {
    headings: ['', ...measured.map(({ heading }) => heading)],
    rows: [...faces].map((face) => [
      face,
      ...measured.map(({ rounds, reference, compared }) => {
        const ratio = ratioSpread(rounds, face, reference, compared)
        return ratio === null ? NOT_MEASURED : withQuartiles(ratio, times)
      }),
    ]),
  }
}
