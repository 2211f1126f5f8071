import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startServerProcess } from '../server/startServerProcess.ts'
import type { Played, Scenario } from './Scenario.ts'
import { SCENARIOS, type ScenarioGroup } from './scenarios.ts'

/** A Lambda's. */
const DESCRIPTORS = 1_024
const LIMITED = `ulimit -n ${DESCRIPTORS} && exec "$0" "$@"`
const SCRIPT = fileURLToPath(new URL('./scenarioProcess.ts', import.meta.url))

/**
 * Plays the scenarios of one group, the long ones too if asked, in a process that has as many file descriptors as a
 * Lambda, against a server of their own.
 */
export async function playScenarios(group: ScenarioGroup, long: boolean): Promise<readonly Played[]> {
  const played: Played[] = []
  const server = await startServerProcess()
  const script = [SCRIPT, group, JSON.stringify(server.sites), long ? 'long' : 'short']
  const child = spawn('sh', ['-c', LIMITED, process.execPath, ...script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.on('message', (message) => played.push(message as Played))
  const [exitCode] = await once(child, 'exit')
  await server.close()
  const scenarios: readonly Scenario[] = SCENARIOS[group]
  const due = scenarios.filter((scenario) => long || !scenario.long)
  return due.map(
    ({ title }) =>
      played.find((one) => one.title === title) ?? { title, error: `the process ended with ${exitCode} before` },
  )
}
