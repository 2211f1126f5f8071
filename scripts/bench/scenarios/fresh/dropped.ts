import { FACES } from '../../contestants.ts'
import { BENCH, ROOT } from '../../folders.ts'
import { buildLibrary } from '../../install/buildLibrary.ts'
import { plain } from '../../report/format.ts'
import type { Entrant, Scenario } from '../../Scenario.ts'
import { figureTarget } from '../targets.ts'
import { CPU } from '../throughput.ts'
import { FRESH_COLUMNS, freshEntrant } from './freshEntrant.ts'
import { openFresh } from './openFresh.ts'
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
  open: (size, isWanted, against) =>
    openFresh(size, against, async (work, before) => {
      const toEntrant = (name: string, reader: string, library: string): Entrant =>
        freshEntrant(name, work, process.execPath, [
          `${BENCH}measure/runDropped.mjs`,
          library,
          reader,
          JSON.stringify(work),
        ])
      const built = before && buildLibrary(before)
      return Object.entries(READERS)
        .filter(([name]) => isWanted(name))
        .flatMap(([name, reader]) => [
          toEntrant(name, reader, `${ROOT}dist/lib/`),
          ...(built === undefined ? [] : [toEntrant(`${name} before`, reader, built)]),
        ])
    }),
}
