import { FACES, OWN, REFERENCE } from '../../contestants.ts'
import { BENCH } from '../../folders.ts'
import { buildLibrary } from '../../install/buildLibrary.ts'
import { compileClient } from '../../install/compileClient.ts'
import { runProgram } from '../../measure/runProgram.ts'
import { inUnitsOf, plain } from '../../report/format.ts'
import type { Entrant, Scenario } from '../../Scenario.ts'
import { figureTarget } from '../targets.ts'
import { openFresh } from './openFresh.ts'
import { STEADY_CLIENTS } from './steady.ts'

const BYTES = 'bytesPerRequest'
const KILOBYTE = 1_000

const atMost = (name: string, limit: number) =>
  figureTarget(`${name}, kB allocated per request`, name, BYTES, limit, KILOBYTE)

/** What is allocated for each request, sampled: it repeats where times do not. */
export const allocation: Scenario = {
  name: 'allocation',
  title: 'bytes allocated per request: fresh processes, each warmed up once, JSON of about 900 bytes, 64 in flight',
  full: { rounds: 5, warmUp: 20_000, requests: 40_000 },
  quick: { rounds: 3, warmUp: 20_000, requests: 40_000 },
  reference: REFERENCE,
  compared: BYTES,
  guarded: { figure: BYTES, slack: 1.02 },
  columns: [
    { heading: 'bytes/request', figure: BYTES, format: plain },
    { heading: 'wrong', figure: 'wrong', format: plain, worst: true },
  ],
  targets: [atMost(FACES.collect, 14_500), atMost(FACES.stream, 16_000)],
  open: (size, isWanted, against) =>
    openFresh(
      size,
      against,
      async (work, before) => {
        const { requests } = work
        const toEntrant = async (name: string, client: string, env?: NodeJS.ProcessEnv): Promise<Entrant> => {
          const args = [`${BENCH}measure/runAllocation.mjs`, await compileClient(client), client, JSON.stringify(work)]
          return {
            name,
            measure: async () => {
              const { bytes = Number.NaN, right = 0 } = await runProgram(process.execPath, args, env)
              return { [BYTES]: bytes / requests, wrong: requests - right }
            },
          }
        }
        const built = before && { ...process.env, BENCH_LIBRARY: buildLibrary(before) }
        const entrants = Object.entries(STEADY_CLIENTS)
          .filter(([name]) => isWanted(name))
          .flatMap(([name, client]) => [
            toEntrant(name, client),
            ...(built && name.startsWith(OWN) ? [toEntrant(`${name} before`, client, built)] : []),
          ])
        return Promise.all(entrants)
      },
      { samplingInterval: inUnitsOf(1)(8_192) },
    ),
}
