import { FACES, REFERENCE } from '../contestants.ts'
import { profileClient } from '../measure/profileClient.ts'
import { SMALL_JSON } from '../origin/Origin.ts'
import { startOrigin } from '../origin/startOrigin.ts'
import { inUnitsOf } from '../report/format.ts'
import type { Entrant, Scenario } from '../Scenario.ts'
import { writeUrls } from './writeUrls.ts'

const micros = inUnitsOf(1, 1)

/** The client's file by its name among the contestants. */
const PROFILED: Readonly<Record<string, string>> = {
  'undici.dispatch loop': 'undiciDispatch',
  [REFERENCE]: 'undiciRequest',
  [FACES.stream]: 'streamResults',
  [FACES.collect]: 'collectBatch',
  [FACES.handler]: 'lambdaHandler',
}

/** Where the time goes. The profiler itself costs time, so the sums are larger than those of the other scenarios. */
export const profile: Scenario = {
  name: 'profile',
  title: "where the main thread's time goes, µs per request by V8's sampling profiler: small JSON, 64 in flight",
  full: { rounds: 5, warmUp: 20_000, requests: 40_000 },
  quick: { rounds: 1, warmUp: 20_000, requests: 40_000 },
  reference: REFERENCE,
  compared: 'busyMicros',
  columns: [
    { heading: 'all', figure: 'busyMicros', format: micros },
    { heading: 'undici', figure: 'undiciMicros', format: micros },
    { heading: 'RxJS', figure: 'rxjsMicros', format: micros },
    { heading: 'rx-fanout', figure: 'ownMicros', format: micros },
    { heading: 'Node.js', figure: 'nodeMicros', format: micros },
    { heading: 'JSON.parse', figure: 'jsonMicros', format: micros },
    { heading: 'natives, system calls', figure: 'nativeMicros', format: micros },
    { heading: 'garbage collection', figure: 'gcMicros', format: micros },
  ],
  targets: [],
  open: async ({ warmUp, requests }, isWanted) => {
    const origin = await startOrigin(SMALL_JSON)
    const urls = writeUrls(origin.ready.urls, warmUp + requests)
    const work = { urlsFile: urls.file, warmUp, requests, concurrency: 64, timeoutMs: 10_000 }
    const entrants = Object.entries(PROFILED)
      .filter(([name]) => isWanted(name))
      .map(([name, file]): Entrant => ({ name, measure: () => profileClient(file, work) }))
    return {
      groups: [entrants],
      about: { origin: origin.ready.software, inFlight: '64' },
      close: async () => {
        await origin.stop()
        urls.remove()
      },
    }
  },
}
