import { inUnitsOf } from '../../report/format.ts'
import { serverBy, trafficEntrant } from '../../traffic/trafficEntrant.ts'
import { figureTarget, ratioTarget } from '../targets.ts'
import { trafficScenario } from './trafficScenario.ts'

const PLACES = 16
const FIXED = `perOrigin: ${PLACES}`
const MOST_TIME = 1 / 0.7

/** A server with so many places: `adaptive` has to find out how many. */
export const crowded = trafficScenario({
  name: 'traffic-crowded',
  title: `${PLACES} requests at a time, 20 ms each, 503 beyond; 64 in flight`,
  full: { rounds: 5, warmUp: 0, requests: 8_000 },
  quick: { rounds: 1, warmUp: 0, requests: 2_000 },
  reference: FIXED,
  targets: [
    figureTarget('adaptive: failed', 'adaptive', 'failed', 0, 1),
    {
      ...figureTarget('adaptive: refused after the first second', 'adaptive', 'refusedLaterShare', 0.05, 1),
      format: inUnitsOf(1, 3),
    },
    ratioTarget('adaptive', FIXED, 'wallMs', MOST_TIME),
  ],
  about: { inFlight: '64' },
  entrants: ({ requests }) => {
    const server = serverBy({ kind: 'crowded', places: PLACES }, { workMs: 20, settlingMs: 1_000 })
    const under = (name: string, options: object) =>
      trafficEntrant(name, [server], { requests, options: { concurrency: 64, ...options } })
    return [under(FIXED, { perOrigin: PLACES }), under('adaptive', { adaptive: true }), under('defaults', {})]
  },
})
