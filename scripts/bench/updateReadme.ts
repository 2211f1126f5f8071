import { readFileSync, writeFileSync } from 'node:fs'
import { BENCH, ROOT } from './folders.ts'
import type { Options } from './options.ts'
import { lifeTable } from './report/lifeTable.ts'
import { readResults } from './report/Results.ts'
import { betweenMarkers, CHART, readmeSection } from './report/readmeSection.ts'
import { toMarkdown } from './report/Table.ts'
import { LIVES, SCENARIOS, TRAFFIC } from './scenarios/scenarios.ts'

const update = (readme: string, sections: readonly string[]): void =>
  writeFileSync(readme, betweenMarkers(readFileSync(readme, 'utf8'), sections))

/** Renders the kept results into the README files, between their marker comments. */
export const updateReadme = ({ resultsFile }: Options): void => {
  const results = readResults(resultsFile)
  update(`${ROOT}README.md`, [
    'CPU time per request as a multiple of what the bare `undici.request` loop takes in the same round:',
    toMarkdown(lifeTable(LIVES, results)),
    CHART,
    readmeSection(SCENARIOS, results),
  ])
  update(`${BENCH}README.md`, [readmeSection(TRAFFIC, results)])
}
