import { OWN } from '../contestants.ts'
import { CPU } from '../scenarios/throughput.ts'
import { barChart } from './chart.ts'
import { entrantsOf, figureSpread } from './figures.ts'
import type { ScenarioResult } from './Results.ts'

/** The chart of the README: CPU time per request of every contestant, the leanest first. */
export const cpuChart = (title: string, { command, rounds, machine, versions, date }: ScenarioResult): string => {
  const bars = entrantsOf(rounds)
    .flatMap((name) => {
      const spread = figureSpread(rounds, name, CPU)
      return spread === null ? [] : { name, spread, highlighted: name.startsWith(OWN) }
    })
    .toSorted((a, b) => a.spread.median - b.spread.median)
  const about = [
    command,
    `medians with quartiles of ${rounds.length} rounds`,
    `Node.js ${versions.node}`,
    machine,
    date.slice(0, 10),
  ]
  return barChart(`CPU µs per request: ${title}`, about.join('; '), bars)
}
