import { readFileSync, writeFileSync } from 'node:fs'
import { BENCH, ROOT } from './folders.ts'
import type { Options } from './options.ts'
import { readResults } from './report/Results.ts'
import { betweenMarkers, CHART, readmeSection } from './report/readmeSection.ts'
import { SCENARIOS, TRAFFIC } from './scenarios/scenarios.ts'

const update = (readme: string, sections: readonly string[]): void =>
  writeFileSync(readme, betweenMarkers(readFileSync(readme, 'utf8'), sections))

/** Renders the kept results into the README files, between their marker comments. */
export const updateReadme = ({ resultsFile }: Options): void => {
  const results = readResults(resultsFile)
  update(`${ROOT}README.md`, [CHART, readmeSection(SCENARIOS, results)])
  update(`${BENCH}README.md`, [readmeSection(TRAFFIC, results)])
}
