import { FACES, REFERENCE } from '../../contestants.ts'
import { BENCH } from '../../folders.ts'
import { buildLibrary } from '../../install/buildLibrary.ts'
import { SMALL_JSON } from '../../origin/Origin.ts'
import { startOrigin } from '../../origin/startOrigin.ts'
import type { Scenario, Target } from '../../Scenario.ts'
import { checkOut } from '../../traffic/checkOut.ts'
import { ratioTarget } from '../targets.ts'
import { CPU } from '../throughput.ts'
import { FRESH_COLUMNS, freshNodeEntrant, freshWork, IN_FLIGHT } from './freshEntrant.ts'

export const FETCH = 'rx-fanout fetchBatch'
const GENERATOR = 'rx-fanout streamResults of a generator'

/** The client's file by its name. */
const OWN: Readonly<Record<string, string>> = {
  [FETCH]: 'fetchBatch',
  [FACES.collect]: 'collectBatch',
  [FACES.stream]: 'streamResults',
  [GENERATOR]: 'streamGenerator',
}
export const STEADY_CLIENTS: Readonly<Record<string, string>> = {
  'undici.dispatch loop': 'undiciDispatch',
  [REFERENCE]: 'undiciRequest',
  ...OWN,
}

const atMost = (name: string, limit: number): Target => ({
  ...ratioTarget(name, REFERENCE, CPU, limit),
  title: `${name}, fresh processes ÷ ${REFERENCE}`,
})

/** What a request costs a process that has done some, each process new: all of one round take turns. */
export const steady: Scenario = {
  name: 'steady',
  title: 'fresh processes, each warmed up once: JSON of about 900 bytes, 64 in flight',
  full: { rounds: 15, warmUp: 20_000, requests: 40_000 },
  quick: { rounds: 5, warmUp: 20_000, requests: 40_000 },
  reference: REFERENCE,
  compared: CPU,
  columns: FRESH_COLUMNS,
  targets: [atMost(FETCH, 1.1), atMost(FACES.collect, 1.1), atMost(FACES.stream, 1.15), atMost(GENERATOR, 1.2)],
  open: async ({ warmUp, requests }, isWanted, against) => {
    const other = against === undefined ? undefined : checkOut(against)
    const origin = await startOrigin(SMALL_JSON)
    const work = freshWork(origin.ready.urls[0] ?? '', warmUp, requests)
    const program = `${BENCH}measure/runFresh.mjs`
    const before = other && { ...process.env, BENCH_LIBRARY: buildLibrary(other.folder) }
    const entrants = Object.entries(STEADY_CLIENTS)
      .filter(([name]) => isWanted(name))
      .flatMap(([name, client]) => [
        freshNodeEntrant(name, client, work, program),
        ...(before && name in OWN ? [freshNodeEntrant(`${name} before`, client, work, program, before)] : []),
      ])
    return {
      groups: [await Promise.all(entrants)],
      about: {
        origin: origin.ready.software,
        inFlight: String(IN_FLIGHT),
        ...(other === undefined ? {} : { before: other.revision }),
      },
      close: async () => {
        await origin.stop()
        other?.remove()
      },
    }
  },
}
