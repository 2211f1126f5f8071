import { FACES, REFERENCE } from '../../contestants.ts'
import { BENCH } from '../../folders.ts'
import { buildLibrary } from '../../install/buildLibrary.ts'
import type { Scenario, Target } from '../../Scenario.ts'
import { ratioTarget } from '../targets.ts'
import { CPU } from '../throughput.ts'
import { FRESH_COLUMNS, freshNodeEntrant } from './freshEntrant.ts'
import { openFresh } from './openFresh.ts'

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
  open: (size, isWanted, against) =>
    openFresh(size, against, async (work, before) => {
      const program = `${BENCH}measure/runFresh.mjs`
      const env = before && { ...process.env, BENCH_LIBRARY: buildLibrary(before) }
      const entrants = Object.entries(STEADY_CLIENTS)
        .filter(([name]) => isWanted(name))
        .flatMap(([name, client]) => [
          freshNodeEntrant(name, client, work, program),
          ...(env && name in OWN ? [freshNodeEntrant(`${name} before`, client, work, program, env)] : []),
        ])
      return Promise.all(entrants)
    }),
}
