import { FACES } from '../../contestants.ts'
import { BENCH, ROOT } from '../../folders.ts'
import { buildLibrary } from '../../install/buildLibrary.ts'
import { SMALL_JSON } from '../../origin/Origin.ts'
import { startOrigin } from '../../origin/startOrigin.ts'
import { plain } from '../../report/format.ts'
import type { Entrant, Scenario } from '../../Scenario.ts'
import { checkOut } from '../../traffic/checkOut.ts'
import { figureTarget } from '../targets.ts'
import { CPU } from '../throughput.ts'
import { FRESH_COLUMNS, freshEntrant, freshWork, IN_FLIGHT } from './freshEntrant.ts'
import { FETCH } from './steady.ts'

const PROMOTED = 'promotedBytesPerRequest'

/** How a program reads results, by the name of the function that it calls. */
const READERS: Readonly<Record<string, string>> = { [FETCH]: 'fetchBatch', [FACES.stream]: 'streamResults' }

/** Next to nothing of a request may outlive the collections of the young, where nobody keeps it. */
const MOST_PROMOTED = 1_000

const atMost = (name: string) => figureTarget(`${name}, bytes promoted per request`, name, PROMOTED, MOST_PROMOTED, 1)

/** What a program pays that looks at each result and keeps none: what dies young has to be collected so. */
export const dropped: Scenario = {
  name: 'dropped',
  title: 'fresh processes that keep no result: JSON of about 900 bytes, 64 in flight',
  full: { rounds: 9, warmUp: 20_000, requests: 40_000 },
  quick: { rounds: 3, warmUp: 20_000, requests: 40_000 },
  reference: FETCH,
  compared: CPU,
  columns: [...FRESH_COLUMNS, { heading: 'promoted bytes/request', figure: PROMOTED, format: plain, worst: true }],
  targets: Object.keys(READERS).map(atMost),
  open: async ({ warmUp, requests }, isWanted, against) => {
    const other = against === undefined ? undefined : checkOut(against)
    const origin = await startOrigin(SMALL_JSON)
    const work = freshWork(origin.ready.urls[0] ?? '', warmUp, requests)
    const toEntrant = (name: string, reader: string, library: string): Entrant =>
      freshEntrant(name, work, process.execPath, [
        `${BENCH}measure/runDropped.mjs`,
        library,
        reader,
        JSON.stringify(work),
      ])
    const before = other && buildLibrary(other.folder)
    const entrants = Object.entries(READERS)
      .filter(([name]) => isWanted(name))
      .flatMap(([name, reader]) => [
        toEntrant(name, reader, `${ROOT}dist/lib/`),
        ...(before === undefined ? [] : [toEntrant(`${name} before`, reader, before)]),
      ])
    return {
      groups: [entrants],
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
