import { BENCH, ROOT } from '../../folders.ts'
import { runProgram } from '../../measure/runProgram.ts'
import { SMALL_JSON } from '../../origin/Origin.ts'
import { startOrigin } from '../../origin/startOrigin.ts'
import { inUnitsOf, megabytes, plain } from '../../report/format.ts'
import type { Entrant, Scenario } from '../../Scenario.ts'
import { say } from '../../say.ts'
import { checkOut } from '../../traffic/checkOut.ts'
import { ratioTarget } from '../targets.ts'
import { CPU } from '../throughput.ts'

const FACES = ['fetchBatch', 'streamResults', 'collectBatch'] as const
const before = (face: string): string => `${face} before`

/** What the plain path costs now and did at another revision: pairs of fresh processes, each beginning with the other. */
export const plainPath: Scenario = {
  name: 'traffic-plain',
  title: 'the plain path: this checkout against another revision, fresh processes, small JSON, 64 in flight',
  full: { rounds: 15, warmUp: 20_000, requests: 40_000 },
  quick: { rounds: 3, warmUp: 2_000, requests: 4_000 },
  reference: before('fetchBatch'),
  compared: CPU,
  columns: [
    { heading: 'CPU µs/request', figure: CPU, format: inUnitsOf(1, 1) },
    { heading: 'requests/s', figure: 'requestsPerSecond', format: plain },
    { heading: 'peak RSS MB', figure: 'peakRssBytes', format: megabytes },
    { heading: 'failed', figure: 'failed', format: plain, worst: true },
  ],
  targets: FACES.map((face) => ({ ...ratioTarget(face, before(face), CPU, 1.05), judged: 'q1' as const })),
  open: async ({ warmUp, requests }, isWanted, against) => {
    if (against === undefined) {
      say('  left out: --against tells the revision to compare with')
      return { groups: [], about: {}, close: async () => {} }
    }
    const { folder, revision, remove } = checkOut(against)
    const origin = await startOrigin(SMALL_JSON)
    const [url = ''] = origin.ready.urls
    const toEntrant = (name: string, face: string, checkout: string): Entrant => ({
      name,
      measure: async () => {
        const work = { checkout, face, origin: url, warmUp, requests, concurrency: 64 }
        return runProgram(process.execPath, [`${BENCH}traffic/runPlain.ts`, JSON.stringify(work)])
      },
    })
    return {
      groups: FACES.filter(isWanted).map((face) => [
        toEntrant(before(face), face, folder),
        toEntrant(face, face, ROOT),
      ]),
      about: { origin: origin.ready.software, before: revision },
      close: async () => {
        await origin.stop()
        remove()
      },
    }
  },
}
