import { BENCH } from '../folders.ts'
import type { GrowthWork } from '../measure/GrowthWork.ts'
import { runProgram } from '../measure/runProgram.ts'
import { SMALL_JSON } from '../origin/Origin.ts'
import { startOrigin } from '../origin/startOrigin.ts'
import { inUnitsOf, megabytes, plain } from '../report/format.ts'
import type { Entrant, Scenario } from '../Scenario.ts'
import { say } from '../say.ts'
import { figureTarget, ratioTarget } from './targets.ts'
import { CPU } from './throughput.ts'

/** About what a Lambda of 256 MB gives V8. */
const HEAP = ['--max-old-space-size=128', '--max-semi-space-size=8']
const MEGABYTE = 1_000_000

const toEntrant = (name: string, work: GrowthWork): Entrant => ({
  name,
  measure: async () => {
    const {
      cpuMicros = Number.NaN,
      wallMs = Number.NaN,
      right = 0,
      rssAtFifthBytes = Number.NaN,
      rssAtEndBytes = Number.NaN,
      peakRssBytes = Number.NaN,
    } = await runProgram(process.execPath, [...HEAP, `${BENCH}measure/runGrowth.ts`, JSON.stringify(work)])
    const wrong = work.requests - right
    if (wrong > 0) say(`  ${name}: ${wrong} of ${work.requests} results were not the origin's answer`)
    return {
      requests: work.requests,
      [CPU]: cpuMicros / work.requests,
      requestsPerSecond: (work.requests / wallMs) * 1_000,
      rssAtFifthBytes,
      rssAtEndBytes,
      rssGrowthBytes: rssAtEndBytes - rssAtFifthBytes,
      peakRssBytes,
      wrong,
    }
  },
})

/** How CPU time and memory of one stream depend on its length, in a heap of a small Lambda's size. */
export const growth: Scenario = {
  name: 'growth',
  title: 'streamResults over an async generator of N URLs, 64 in flight, heap of 128 MB',
  full: { rounds: 5, warmUp: 20_000, requests: 1_000_000 },
  quick: { rounds: 3, warmUp: 5_000, requests: 100_000 },
  reference: 'N/10',
  compared: CPU,
  columns: [
    { heading: 'requests', figure: 'requests', format: plain },
    { heading: 'CPU µs/request', figure: CPU, format: inUnitsOf(1, 1) },
    { heading: 'requests/s', figure: 'requestsPerSecond', format: plain },
    { heading: 'RSS MB at 20 %', figure: 'rssAtFifthBytes', format: megabytes },
    { heading: 'RSS MB at the end', figure: 'rssAtEndBytes', format: megabytes },
    { heading: 'peak RSS MB', figure: 'peakRssBytes', format: megabytes },
    { heading: 'wrong', figure: 'wrong', format: plain, worst: true },
  ],
  targets: [
    ratioTarget('N', 'N/10', CPU, 1.1),
    figureTarget('peak RSS of N, MB', 'N', 'peakRssBytes', 180 * MEGABYTE, MEGABYTE),
    figureTarget('RSS of N at the end less that at 20 %, MB', 'N', 'rssGrowthBytes', 40 * MEGABYTE, MEGABYTE),
  ],
  open: async ({ warmUp, requests }) => {
    const origin = await startOrigin(SMALL_JSON)
    const [url = ''] = origin.ready.urls
    const work = { origin: url, warmUp, concurrency: 64, timeoutMs: 10_000 }
    return {
      groups: [
        [
          toEntrant('N/100', { ...work, requests: Math.ceil(requests / 100) }),
          toEntrant('N/10', { ...work, requests: Math.ceil(requests / 10) }),
          toEntrant('N', { ...work, requests }),
        ],
      ],
      about: { origin: origin.ready.software, inFlight: '64', node: HEAP.join(' ') },
      close: origin.stop,
    }
  },
}
