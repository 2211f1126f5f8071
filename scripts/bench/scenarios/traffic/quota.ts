import { inUnitsOf } from '../../report/format.ts'
import { serverBy, trafficEntrant } from '../../traffic/trafficEntrant.ts'
import { figureTarget } from '../targets.ts'
import { trafficScenario } from './trafficScenario.ts'

const LIMIT = 100

/** An API that tells with every answer how many more it takes. */
export const quota = trafficScenario({
  name: 'traffic-quota',
  title: `${LIMIT} requests in each second, told in RateLimit with every answer, 429 beyond; 50 in flight, defaults`,
  full: { rounds: 3, warmUp: 0, requests: 2_000 },
  quick: { rounds: 1, warmUp: 0, requests: 400 },
  reference: 'defaults',
  targets: [
    { ...figureTarget('failed', 'defaults', 'failed', 0, 1), judged: 'most' },
    {
      ...figureTarget('refused of those that came after the first answer', 'defaults', 'refusedLaterShare', 0.02, 1),
      format: inUnitsOf(1, 3),
      judged: 'most',
    },
  ],
  about: { inFlight: '50' },
  entrants: ({ requests }) => {
    const server = serverBy({ kind: 'windows', limit: LIMIT, windowMs: 1_000, tells: 'RateLimit' })
    return [
      trafficEntrant('defaults', [server], { requests, options: { concurrency: 50 } }),
      trafficEntrant('cooldown: false', [server], { requests, options: { concurrency: 50, cooldown: false } }),
    ]
  },
})
