import type { Entrant } from '../../Scenario.ts'
import { serverBy, trafficEntrant } from '../../traffic/trafficEntrant.ts'
import { figureTarget } from '../targets.ts'
import { trafficScenario } from './trafficScenario.ts'

const LIMIT = 500
const RATE = 450
const ADAPTIVE_REFUSALS = 700
const server = serverBy({ kind: 'windows', limit: LIMIT, windowMs: 1_000, tells: 'Retry-After' })
const WITH_RATE = `rate: "${RATE}/s"`

/** Sets the time in relation to the least that the rate allows. */
const againstRate = ({ measure, ...entrant }: Entrant, requests: number): Entrant => ({
  ...entrant,
  measure: async () => {
    const { wallMs = Number.NaN, ...figures } = await measure()
    return { ...figures, wallMs, timesRate: wallMs / ((requests / RATE) * 1_000) }
  },
})

/** An API that counts by the second and says with a refusal when to come again. */
export const windows = trafficScenario({
  name: 'traffic-windows',
  title: `${LIMIT} requests in each second of the server's clock, 429 with Retry-After: 1 beyond; 200 in flight`,
  full: { rounds: 3, warmUp: 0, requests: 5_000 },
  quick: { rounds: 1, warmUp: 0, requests: 1_500 },
  reference: 'defaults',
  targets: [
    { ...figureTarget('defaults: failed', 'defaults', 'failed', 0, 1), judged: 'most' },
    { ...figureTarget(`${WITH_RATE}: failed`, WITH_RATE, 'failed', 0, 1), judged: 'most' },
    { ...figureTarget(`${WITH_RATE}: refused`, WITH_RATE, 'refused', 0, 1), judged: 'most' },
    figureTarget(`${WITH_RATE}: time ÷ (requests ÷ rate)`, WITH_RATE, 'timesRate', 1.15, 1),
    { ...figureTarget('adaptive: failed', 'adaptive', 'failed', 0, 1), judged: 'most' },
    { ...figureTarget('adaptive: refused', 'adaptive', 'refused', ADAPTIVE_REFUSALS, 1), judged: 'most' },
  ],
  about: { inFlight: '200' },
  entrants: ({ requests }) => {
    const under = (name: string, options: object): Entrant =>
      trafficEntrant(name, [server], { requests, options: { concurrency: 200, ...options } })
    return [
      under('defaults', {}),
      againstRate(under(WITH_RATE, { rate: `${RATE}/s` }), requests),
      under('adaptive', { adaptive: true }),
    ]
  },
})
