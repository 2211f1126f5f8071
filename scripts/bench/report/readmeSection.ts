import type { Scenario } from '../Scenario.ts'
import type { Results, ScenarioResult } from './Results.ts'
import { toMarkdown } from './Table.ts'
import { figureTable, targetTable } from './tables.ts'

const START = '<!-- bench:start -->'
const END = '<!-- bench:end -->'

/** The chart of what a request costs, at a path beside the README that shows it. */
export const chartOf = (path: string): string => `![CPU time per request of every contestant](${path})`

const scenarioSection = (
  scenario: Scenario,
  { rounds, size, about, machine, date, command }: ScenarioResult,
): string => {
  const starts = Number(about.starts ?? 1) === 1 ? '' : ` in each of ${about.starts} processes`
  const amount = `${size.rounds} rounds${starts}, each of ${size.requests.toLocaleString('en-US')} requests`
  return [
    `### ${scenario.title}`,
    toMarkdown(figureTable(scenario, rounds)),
    ...(scenario.targets.length === 0 ? [] : [toMarkdown(targetTable(scenario.targets, rounds))]),
    `Medians [quartiles] of ${amount}: \`${command}\`, ${date.slice(0, 10)}, ${machine}, origin ${about.origin}.`,
  ].join('\n\n')
}

/** What a README shows of what was measured, if anything was: for every scenario its tables, and what stands behind them. */
export const readmeSection = (scenarios: readonly Scenario[], results: Results): string => {
  const measured = scenarios.flatMap((scenario) => {
    const result = results[scenario.name]
    return result === undefined ? [] : { scenario, result }
  })
  if (measured.length === 0) return 'Nothing yet.'
  const versions = Object.entries(Object.assign({}, ...measured.map(({ result }) => result.versions)))
  return [
    ...measured.map(({ scenario, result }) => scenarioSection(scenario, result)),
    `Versions: ${versions.map(([name, version]) => `${name} ${version}`).join(', ')}.`,
  ].join('\n\n')
}

/** Puts sections between the two marker comments of a document; throws if they are not there. */
export const betweenMarkers = (document: string, sections: readonly string[]): string => {
  const start = document.indexOf(START)
  const end = document.indexOf(END)
  if (start === -1 || end < start) throw new Error(`The README has no ${START} … ${END}`)
  return `${document.slice(0, start + START.length)}\n\n${sections.join('\n\n')}\n\n${document.slice(end)}`
}
