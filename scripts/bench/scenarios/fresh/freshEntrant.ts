import { compileClient } from '../../install/compileClient.ts'
import type { FreshWork } from '../../measure/FreshWork.ts'
import { runProgram } from '../../measure/runProgram.ts'
import { inUnitsOf, megabytes, plain } from '../../report/format.ts'
import type { Column, Entrant } from '../../Scenario.ts'
import { CPU } from '../throughput.ts'

/** Long enough that it never fires on loopback: what is measured is the cost of having it. */
const TIMEOUT_MS = 10_000
export const IN_FLIGHT = 64

export const FRESH_COLUMNS: readonly Column[] = [
  { heading: 'CPU µs/request', figure: CPU, format: inUnitsOf(1, 1) },
  { heading: 'requests/s', figure: 'requestsPerSecond', format: plain },
  { heading: 'peak RSS MB', figure: 'peakRssBytes', format: megabytes },
  { heading: 'wrong', figure: 'wrong', format: plain, worst: true },
]

export const freshWork = (origin: string, warmUp: number, requests: number): FreshWork => ({
  origin,
  warmUp,
  requests,
  concurrency: IN_FLIGHT,
  timeoutMs: TIMEOUT_MS,
})

/** A contestant that is a new process for each measurement. */
export const freshEntrant = (
  name: string,
  { requests }: FreshWork,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Entrant => ({
  name,
  measure: async () => {
    const { cpuMicros = Number.NaN, wallMs = Number.NaN, right = 0, ...others } = await runProgram(command, args, env)
    if (right === 0) throw new Error('no result was the answer of the origin')
    return {
      ...others,
      [CPU]: cpuMicros / requests,
      requestsPerSecond: (requests / wallMs) * 1_000,
      wrong: requests - right,
    }
  },
})

/** One that Node.js runs. */
export const freshNodeEntrant = async (
  name: string,
  client: string,
  work: FreshWork,
  program: string,
  env?: NodeJS.ProcessEnv,
): Promise<Entrant> =>
  freshEntrant(name, work, process.execPath, [program, await compileClient(client), client, JSON.stringify(work)], env)
