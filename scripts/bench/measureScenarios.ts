import { writeFileSync } from 'node:fs'
import type { Options } from './options.ts'
import { cpuChart } from './report/cpuChart.ts'
import { readResults, writeResults } from './report/Results.ts'
import { reportText } from './report/reportText.ts'
import { runScenario } from './runScenario.ts'

const CHARTED = 'small'

/** Runs the chosen scenarios and prints their tables; each is kept as soon as it is done. */
export const measureScenarios = async ({
  scenarios,
  quick,
  size,
  isWanted,
  against,
  resultsFile,
  keeps,
}: Options): Promise<void> => {
  for (const scenario of scenarios) {
    const chosen = { ...(quick ? scenario.quick : scenario.full), ...size }
    const result = await runScenario(scenario, chosen, isWanted, against)
    process.stdout.write(`\n${reportText(scenario, result)}\n`)
    if (!keeps) continue
    writeResults(resultsFile, { ...readResults(resultsFile), [scenario.name]: result })
    if (scenario.name !== CHARTED) continue
    writeFileSync(resultsFile.replace(/(\.json)?$/, '.svg'), cpuChart(scenario.title, result))
  }
}
