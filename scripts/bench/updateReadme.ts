import { readFileSync, writeFileSync } from 'node:fs'
import { ROOT } from './folders.ts'
import type { Options } from './options.ts'
import { readResults } from './report/Results.ts'
import { betweenMarkers, readmeSection } from './report/readmeSection.ts'
import { SCENARIOS } from './scenarios/scenarios.ts'

const README = `${ROOT}README.md`

/** Renders the kept results into README.md, between the marker comments. */
export const updateReadme = ({ resultsFile }: Options): void => {
  const section = readmeSection(SCENARIOS, readResults(resultsFile))
  writeFileSync(README, betweenMarkers(readFileSync(README, 'utf8'), section))
}
