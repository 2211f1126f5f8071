import { serverBy, trafficEntrant } from '../../traffic/trafficEntrant.ts'
import { ratioTarget } from '../targets.ts'
import { trafficScenario } from './trafficScenario.ts'

const ALONE = 'alone'
const BESIDE = 'beside one that is closed'
/** Within 10 % of the throughput alone, to the last result. */
const MOST_TIME = 1 / 0.9

/** A healthy origin whose neighbour in the same batch sends everybody away for half a minute. */
export const neighbours = trafficScenario({
  name: 'traffic-neighbours',
  title: 'a healthy origin, alone and interleaved with one that answers only 429 with Retry-After: 30; 64 in flight',
  full: { rounds: 7, warmUp: 0, requests: 20_000 },
  quick: { rounds: 1, warmUp: 0, requests: 4_000 },
  reference: ALONE,
  targets: [ratioTarget(BESIDE, ALONE, 'wallMs', MOST_TIME)],
  about: { inFlight: '64', figures: "the healthy origin's, to its last result; then the batch is cancelled" },
  entrants: ({ requests }) => {
    const options = { concurrency: 64 }
    const healthy = serverBy({ kind: 'open' })
    const closed = serverBy({ kind: 'closed', retryAfterSeconds: 30 })
    return [
      trafficEntrant(ALONE, [healthy], { requests: requests / 2, options }),
      trafficEntrant(BESIDE, [healthy, closed], { requests, options, untilFirstOriginEnds: true }),
    ]
  },
})
