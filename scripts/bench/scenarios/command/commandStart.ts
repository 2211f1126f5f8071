import { readFileSync } from 'node:fs'
import { SMALL_JSON } from '../../origin/Origin.ts'
import { startOrigin } from '../../origin/startOrigin.ts'
import { inUnitsOf } from '../../report/format.ts'
import type { Scenario } from '../../Scenario.ts'
import { ratioTarget } from '../targets.ts'
import { temporaryFile } from '../temporaryFile.ts'
import { buildCommand, COMMAND, PROCESS, processEntrant } from './commandEntrant.ts'

const NOTHING = 'node -e 0'

/** Enough that the hundredths of a second in which a shell counts tell them apart. */
const RUNS = 20

/** What it costs to fetch one URL with the command, from its start to its end. */
export const commandStart: Scenario = {
  name: 'command-start',
  title: 'one URL by the command, results to a file: whole processes',
  full: { rounds: 15, warmUp: 0, requests: 1 },
  quick: { rounds: 5, warmUp: 0, requests: 1 },
  reference: NOTHING,
  compared: PROCESS,
  columns: [{ heading: 'CPU ms', figure: PROCESS, format: inUnitsOf(1_000, 1) }],
  targets: [ratioTarget(COMMAND, NOTHING, PROCESS, 3)],
  open: async () => {
    const command = await buildCommand()
    const origin = await startOrigin(SMALL_JSON)
    const output = temporaryFile('results.ndjson', '')
    const assertRight = (): void => {
      if (!readFileSync(output.file, 'utf8').startsWith('{"outcome":"success"')) throw new Error('no success')
    }
    const url = `${origin.ready.urls[0]}/orders/0`
    const entrants = [
      processEntrant(NOTHING, RUNS, output.file, [process.execPath, '-e', '0']),
      processEntrant(COMMAND, RUNS, output.file, [process.execPath, command, url], assertRight),
    ]
    for (const { measure } of entrants) await measure() // from the second start on, Node.js has kept what it compiled
    return {
      groups: [entrants],
      about: { origin: origin.ready.software, processes: String(RUNS) },
      close: async () => {
        await origin.stop()
        output.remove()
      },
    }
  },
}
