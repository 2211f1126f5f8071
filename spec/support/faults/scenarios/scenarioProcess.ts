/** Plays the scenarios of one group for the parent process: the group, the sites as JSON, `long` or `short`. */
import { watchProcess } from '../storm/watchProcess.ts'
import type { Played, Scenario } from './Scenario.ts'
import { SCENARIOS, type ScenarioGroup } from './scenarios.ts'

const [group = '', sites = '', length] = process.argv.slice(2)
const scenarios: readonly Scenario[] = SCENARIOS[group as ScenarioGroup]
const unhandled = watchProcess()

for (const { title, long = false, play } of scenarios) {
  if (long && length !== 'long') continue
  let played: Played = { title }
  try {
    await play(JSON.parse(sites))
    const [complaint] = unhandled.complaints.splice(0)
    if (complaint !== undefined) played = { title, error: complaint }
  } catch (error) {
    played = { title, error: error instanceof Error ? error.message : String(error) }
  }
  await new Promise((resolve) => process.send?.(played, resolve))
}
process.exit() // the system's resolver may still be waiting for names that are nowhere
