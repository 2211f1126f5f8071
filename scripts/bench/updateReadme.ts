import { readFileSync, writeFileSync } from 'node:fs'
import { BENCH, ROOT } from './folders.ts'
import type { Options } from './options.ts'
import { frontTable, missedTargets } from './report/frontTable.ts'
import { lifeTable } from './report/lifeTable.ts'
import { readResults } from './report/Results.ts'
import { betweenMarkers, chartOf, readmeSection } from './report/readmeSection.ts'
import { toMarkdown } from './report/Table.ts'
import { LIVES, SCENARIOS, TRAFFIC } from './scenarios/scenarios.ts'
import { small } from './scenarios/throughputs.ts'

const ROOT_CHART = 'scripts/bench/results.svg'

const LIFE = 'CPU time per request as a multiple of what the bare `undici.request` loop takes in the same round:'

const update = (readme: string, sections: readonly string[]): void =>
  writeFileSync(readme, betweenMarkers(readFileSync(readme, 'utf8'), sections))

/** Renders the kept results into the README files, between their marker comments. */
export const updateReadme = ({ resultsFile }: Options): void => {
  const results = readResults(resultsFile)
  update(`${ROOT}README.md`, [
    chartOf(ROOT_CHART),
    toMarkdown(frontTable(small, results)),
    LIFE,
    toMarkdown(lifeTable(LIVES, results)),
    missedTargets(SCENARIOS, results),
  ])
  update(`${BENCH}README.md`, [
    LIFE,
    toMarkdown(lifeTable(LIVES, results)),
    chartOf('results.svg'),
    readmeSection(SCENARIOS, results),
    '## What was measured of servers',
    readmeSection(TRAFFIC, results),
  ])
}
