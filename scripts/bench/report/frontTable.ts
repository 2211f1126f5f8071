import { FACES } from '../contestants.ts'
import type { Scenario } from '../Scenario.ts'
import type { Results } from './Results.ts'
import type { Table } from './Table.ts'
import { figureTable, targetTable } from './tables.ts'

/** The contestants that a newcomer asks about. */
const SHOWN = [FACES.stream, FACES.collect, 'fetch + p-map', 'got', 'aiohttp + gather', 'Go net/http']
/** Name, CPU time, ratio, requests a second, peak memory. */
const COLUMNS = 5

/** A few rows and columns of a scenario's figures. */
export const frontTable = (scenario: Scenario, results: Results): Table => {
  const { headings, rows } = figureTable(scenario, results[scenario.name]?.rounds ?? [])
  return {
    headings: headings.slice(0, COLUMNS),
    rows: rows.filter(([name = '']) => SHOWN.includes(name)).map((row) => row.slice(0, COLUMNS)),
  }
}

/** A sentence that names every target that was measured and missed. */
export const missedTargets = (scenarios: readonly Scenario[], results: Results): string => {
  const missed = scenarios.flatMap(({ name, targets }) =>
    targetTable(targets, results[name]?.rounds ?? [])
      .rows.filter(([, , , met]) => met === 'NO')
      .map(([title, limit, measured]) => `${title} (${measured}, target ${limit})`),
  )
  return missed.length === 0 ? 'No target is missed.' : `Targets missed: ${missed.join('; ')}.`
}
