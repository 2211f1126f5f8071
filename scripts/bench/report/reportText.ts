import type { Scenario } from '../Scenario.ts'
import type { ScenarioResult } from './Results.ts'
import { toText } from './Table.ts'
import { figureTable, targetTable } from './tables.ts'

/** What a person reads of one scenario at the terminal. */
export const reportText = (
  scenario: Scenario,
  { about, size, rounds, machine, date, command }: ScenarioResult,
): string => {
  const { rounds: count, warmUp, requests } = size
  const after = warmUp === 0 ? '' : ` after ${warmUp.toLocaleString('en-US')} of warm-up`
  const amount = `rounds: ${count}; requests in each: ${requests.toLocaleString('en-US')}${after}`
  return [
    `${scenario.name}: ${scenario.title}`,
    `${amount}; figures are medians [quartiles]`,
    Object.entries(about)
      .map(([name, value]) => `${name}: ${value}`)
      .join('; '),
    `${machine}; ${date}; ${command}`,
    '',
    toText(figureTable(scenario, rounds)),
    ...(scenario.targets.length === 0 ? [] : ['', toText(targetTable(scenario.targets, rounds))]),
    '',
  ].join('\n')
}
