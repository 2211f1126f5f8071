// The process of one client: fetches all, prints what came of it as JSON.
import { filter, take } from 'rxjs'
import { createTransport, fetchBatch } from '../../../src/index.ts'
import { meter } from '../measure/meter.ts'
import { quantile } from '../report/spread.ts'
import { countInFlight } from './countInFlight.ts'
import type { TrafficWork } from './TrafficWork.ts'

const { origins, requests, untilFirstOriginEnds, options } = JSON.parse(process.argv[2] ?? '') as TrafficWork
const { counting, most } = countInFlight(createTransport())
const urls = Array.from({ length: requests }, (_, index) => `${origins[index % origins.length]}/orders/${index}`)
const isAwaited = (index: number): boolean => !untilFirstOriginEnds || index % origins.length === 0
const awaited = urls.filter((_, index) => isAwaited(index)).length

let succeeded = 0
let attempts = 0
const durationsMs: number[] = []
const { used } = await meter(() =>
  fetchBatch(urls, { ...options, transport: counting })
    .pipe(
      filter(({ index }) => isAwaited(index)),
      take(awaited),
    )
    .forEach((result) => {
      if (result.outcome === 'success') succeeded += 1
      attempts += result.attempts
      durationsMs.push(result.timing.durationMs)
    }),
)
console.log(
  JSON.stringify({
    ...used,
    succeeded,
    failed: awaited - succeeded,
    succeededPerSecond: (succeeded / used.wallMs) * 1_000,
    attempts,
    mostInFlight: most(),
    p50Ms: quantile(durationsMs, 0.5),
    p99Ms: quantile(durationsMs, 0.99),
  }),
)
process.exit() // Keep-alive sockets and requests that were cancelled would hold the process.
