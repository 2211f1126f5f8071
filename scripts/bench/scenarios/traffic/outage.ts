import type { Entrant } from '../../Scenario.ts'
import { serverBy, trafficEntrant } from '../../traffic/trafficEntrant.ts'
import { figureTarget } from '../targets.ts'
import { trafficScenario } from './trafficScenario.ts'

/** The budget of the defaults: one retry for five first attempts, and so many in advance. */
const PER_REQUEST = 1.2
const IN_ADVANCE = 100

const againstBudget = ({ measure, ...entrant }: Entrant, requests: number): Entrant => ({
  ...entrant,
  measure: async () => {
    const { serverAttempts = Number.NaN, ...figures } = await measure()
    return { ...figures, serverAttempts, timesBudget: serverAttempts / (PER_REQUEST * requests + IN_ADVANCE) }
  },
})

/** A server that is down, which retries must not keep down. */
export const outage = trafficScenario({
  name: 'traffic-outage',
  title: 'a server that answers everything with 503; 64 in flight, defaults',
  full: { rounds: 3, warmUp: 0, requests: 10_000 },
  quick: { rounds: 1, warmUp: 0, requests: 1_000 },
  reference: 'defaults',
  targets: [
    {
      ...figureTarget(`attempts ÷ (${PER_REQUEST} × requests + ${IN_ADVANCE})`, 'defaults', 'timesBudget', 1, 1),
      judged: 'most',
    },
  ],
  about: { inFlight: '64' },
  entrants: ({ requests }) => [
    againstBudget(
      trafficEntrant('defaults', [serverBy({ kind: 'down' })], { requests, options: { concurrency: 64 } }),
      requests,
    ),
  ],
})
