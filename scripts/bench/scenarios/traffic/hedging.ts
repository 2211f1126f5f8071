import { serverBy, trafficEntrant } from '../../traffic/trafficEntrant.ts'
import { figureTarget, ratioTarget } from '../targets.ts'
import { trafficScenario } from './trafficScenario.ts'

const WITHOUT = 'without'
const WITH = 'hedgeAfterMs: "p95"'
const IN_FLIGHT = 50

/** A server that is slow for few, whom a second attempt helps. */
export const hedging = trafficScenario({
  name: 'traffic-hedging',
  title: `2 % of the answers take 1 s, all others 5 ms; ${IN_FLIGHT} in flight`,
  full: { rounds: 5, warmUp: 0, requests: 10_000 },
  quick: { rounds: 1, warmUp: 0, requests: 2_000 },
  reference: WITHOUT,
  targets: [
    { ...ratioTarget(WITH, WITHOUT, 'p99Ms', 0.2), title: `${WITH} ÷ ${WITHOUT}: p99` },
    { ...ratioTarget(WITH, WITHOUT, 'serverAttempts', 1.1), title: `${WITH} ÷ ${WITHOUT}: attempts` },
    { ...figureTarget(`${WITH}: most in flight`, WITH, 'mostInFlight', IN_FLIGHT, 1), judged: 'most' },
    { ...figureTarget(`${WITH}: failed`, WITH, 'failed', 0, 1), judged: 'most' },
  ],
  about: { inFlight: String(IN_FLIGHT) },
  entrants: ({ requests }) => {
    const server = serverBy({ kind: 'tailed', oneIn: 50, slowMs: 995 }, { workMs: 5 })
    const under = (name: string, options: object) =>
      trafficEntrant(name, [server], { requests, options: { concurrency: IN_FLIGHT, ...options } })
    return [under(WITHOUT, {}), under(WITH, { hedgeAfterMs: 'p95' })]
  },
})
