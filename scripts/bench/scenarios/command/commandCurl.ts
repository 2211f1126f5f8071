import { readFileSync } from 'node:fs'
import { versionOf } from '../../install/versionOf.ts'
import { SMALL_JSON } from '../../origin/Origin.ts'
import { startOrigin } from '../../origin/startOrigin.ts'
import { inUnitsOf } from '../../report/format.ts'
import type { Scenario } from '../../Scenario.ts'
import { say } from '../../say.ts'
import { ratioTarget } from '../targets.ts'
import { temporaryFile } from '../temporaryFile.ts'
import { writeUrls } from '../writeUrls.ts'
import { buildCommand, COMMAND, PROCESS, processEntrant } from './commandEntrant.ts'

const CURL = 'curl -Z'

/** What curl has in flight at once unless told otherwise (curl(1), --parallel-max). */
const IN_FLIGHT = '50'

/** What it costs to fetch many small URLs with the command, from its start to its end. */
export const commandCurl: Scenario = {
  name: 'command-curl',
  title: 'many URLs by the command, to NDJSON, JSON of about 900 bytes, 50 in flight: whole processes',
  full: { rounds: 15, warmUp: 0, requests: 5_000 },
  quick: { rounds: 5, warmUp: 0, requests: 5_000 },
  reference: CURL,
  compared: PROCESS,
  columns: [{ heading: 'CPU ms', figure: PROCESS, format: inUnitsOf(1_000) }],
  targets: [ratioTarget(COMMAND, CURL, PROCESS, 4.5)],
  open: async ({ requests }) => {
    const command = await buildCommand()
    const origin = await startOrigin(SMALL_JSON)
    const urls = writeUrls(origin.ready.urls, requests)
    const lines = readFileSync(urls.file, 'utf8').split('\n')
    const config = temporaryFile('curl.config', lines.map((url) => `url=${url}\noutput=/dev/null\n`).join(''))
    const output = temporaryFile('results.ndjson', '')
    const assertRight = (mark: string) => (): void => {
      const right = readFileSync(output.file, 'utf8').split(mark).length - 1
      if (right !== requests) throw new Error(`${requests - right} of ${requests} did not succeed`)
    }
    const args = ['--input', urls.file, '--concurrency', IN_FLIGHT]
    const curl = ['--parallel', '--parallel-max', IN_FLIGHT, '--silent', '--write-out', '%{http_code}\\n'] as const
    const hasCurl = versionOf('curl', '--version') !== null
    if (!hasCurl) say('curl is not installed: it is left out.')
    const toFile = (name: string, mark: string, program: readonly [string, ...string[]]) =>
      processEntrant(name, 1, output.file, program, assertRight(mark))
    const entrants = [
      ...(hasCurl ? [toFile(CURL, '200\n', ['curl', ...curl, '--config', config.file])] : []),
      toFile(COMMAND, '{"outcome":"success"', [process.execPath, command, ...args]),
    ]
    for (const { measure } of entrants) await measure()
    return {
      groups: [entrants],
      about: { origin: origin.ready.software, inFlight: IN_FLIGHT },
      close: async () => {
        await origin.stop()
        for (const { remove } of [urls, config, output]) remove()
      },
    }
  },
}
