import type { TrafficPolicy } from '../../src/traffic/TrafficPolicy.ts'

/** What holds where nobody says otherwise. */
export const TRAFFIC_POLICY: TrafficPolicy = {
  concurrency: 20,
  perOrigin: 20,
  rates: [],
  cooldown: true,
  adaptive: false,
  retryBudget: 0.2,
  maxRetryAfterMs: 60_000,
}
