import { compareFigures } from './compareFigures.ts'
import { compareRatios } from './compareRatios.ts'
import { OWN, REFERENCE } from './contestants.ts'
import type { Options } from './options.ts'
import { entrantsOf } from './report/figures.ts'
import { readResults } from './report/Results.ts'
import { runScenario } from './runScenario.ts'
import type { Round, Scenario } from './Scenario.ts'
import { say } from './say.ts'

/**
 * What seems worse is measured again: a quartile of a few rounds lies beyond the median by chance about once in ten
 * times, but three times in a row once in a thousand.
 */
const MEASUREMENTS = 3

/**
 * Measures rx-fanout and the reference, and tells whether their ratios, or what else is guarded, are still as good as the
 * committed ones. Throws a `TypeError` where there is nothing to compare with.
 */
export const checkAgainstCommitted = async (options: Options): Promise<boolean> => {
  const results = readResults(options.resultsFile)

  /** Which of these faces have become worse. */
  const worseOf = async (scenario: Scenario, committed: readonly Round[], faces: readonly string[]) => {
    const size = { ...(options.quick ? scenario.quick : scenario.full), ...options.size }
    const isWanted = (name: string): boolean => name === REFERENCE || faces.includes(name)
    const { rounds } = await runScenario(scenario, size, isWanted)
    const verdicts =
      scenario.guarded === undefined
        ? compareRatios(scenario, faces, committed, rounds)
        : compareFigures(scenario.guarded, faces, committed, rounds)
    for (const { text } of verdicts) process.stdout.write(`${scenario.name}: ${text}\n`)
    return verdicts.filter(({ worse }) => worse).map(({ face }) => face)
  }

  let good = true
  for (const scenario of options.scenarios) {
    const committed = results[scenario.name]?.rounds
    if (scenario.reference !== REFERENCE || committed === undefined)
      throw new TypeError(`${options.resultsFile} holds no ratios of ${scenario.name} to compare with`)
    let suspects: readonly string[] = entrantsOf(committed).filter((name) => name.startsWith(OWN))
    for (let measurement = 1; measurement <= MEASUREMENTS && suspects.length > 0; measurement += 1) {
      if (measurement > 1) say(`measuring again: ${suspects.join(', ')}`)
      suspects = await worseOf(scenario, committed, suspects)
    }
    good &&= suspects.length === 0
  }
  return good
}
