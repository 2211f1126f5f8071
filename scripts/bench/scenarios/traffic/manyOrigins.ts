import { BENCH } from '../../folders.ts'
import { runProgram } from '../../measure/runProgram.ts'
import { inUnitsOf, megabytes, plain } from '../../report/format.ts'
import type { Entrant, Scenario } from '../../Scenario.ts'
import { startServer } from '../../traffic/startServer.ts'
import { serverBy } from '../../traffic/trafficEntrant.ts'
import { figureTarget } from '../targets.ts'

const MEGABYTE = 1_000_000
/** About what a Lambda of 256 MB gives V8. */
const HEAP = ['--max-old-space-size=128', '--max-semi-space-size=8']

/** A stream in which every request goes to an origin of its own. */
export const manyOrigins: Scenario = {
  name: 'traffic-origins',
  title: 'streamResults over N origins, one request each, all names on loopback; 64 in flight, heap of 128 MB',
  full: { rounds: 1, warmUp: 5_000, requests: 1_000_000 },
  quick: { rounds: 1, warmUp: 2_000, requests: 20_000 },
  reference: 'N',
  compared: 'cpuMicrosPerRequest',
  columns: [
    { heading: 'CPU µs/request', figure: 'cpuMicrosPerRequest', format: inUnitsOf(1, 1) },
    { heading: 'failed', figure: 'failed', format: plain, worst: true },
    { heading: 'RSS MB at 20 %', figure: 'rssAtFifthBytes', format: megabytes },
    { heading: 'RSS MB at the end', figure: 'rssAtEndBytes', format: megabytes },
    { heading: 'peak RSS MB', figure: 'peakRssBytes', format: megabytes },
    { heading: 'reachable MB at 20 %', figure: 'reachableAtFifthBytes', format: inUnitsOf(MEGABYTE, 1) },
    { heading: 'reachable MB at the end', figure: 'reachableAtEndBytes', format: inUnitsOf(MEGABYTE, 1) },
  ],
  targets: [
    { ...figureTarget('failed', 'N', 'failed', 0, 1), judged: 'most' },
    figureTarget('RSS at the end less that at 20 %, MB', 'N', 'rssGrowthBytes', 40 * MEGABYTE, MEGABYTE),
    figureTarget('reachable at the end less that at 20 %, MB', 'N', 'reachableGrowthBytes', 2 * MEGABYTE, MEGABYTE),
  ],
  open: async ({ warmUp, requests }) => {
    const server = await startServer(serverBy({ kind: 'open' }))
    const work = JSON.stringify({ port: new URL(server.url).port, warmUp, requests, concurrency: 64 })
    const entrant: Entrant = {
      name: 'N',
      measure: () => runProgram(process.execPath, [...HEAP, '--expose-gc', `${BENCH}traffic/runOrigins.ts`, work]),
    }
    return {
      groups: [[entrant]],
      about: { origin: `node:http, Node.js ${process.version}`, inFlight: '64', node: HEAP.join(' ') },
      close: server.stop,
    }
  },
}
