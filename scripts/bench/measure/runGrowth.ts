// The process of one growth measurement: streams the results of an async generator of URLs, prints what it used as JSON.
import { createTransport, streamResults } from '../../../src/index.ts'
import { countCanned } from '../clients/countCanned.ts'
import type { GrowthWork } from './GrowthWork.ts'

const { origin, warmUp, requests, concurrency, timeoutMs } = JSON.parse(process.argv[2] ?? '') as GrowthWork
const transport = createTransport()

async function* urls(count: number): AsyncGenerator<string> {
  for (let index = 0; index < count; index += 1) yield `${origin}/orders/${index}?page=1`
}

const drain = async (count: number) => {
  let taken = 0
  let right = 0
  let rssAtFifthBytes = 0
  for await (const result of streamResults(urls(count), { concurrency, timeoutMs, transport })) {
    right += countCanned([result.outcome === 'success' ? result.body : null])
    taken += 1
    if (taken === Math.floor(count / 5)) rssAtFifthBytes = process.memoryUsage.rss()
  }
  return { right, rssAtFifthBytes, rssAtEndBytes: process.memoryUsage.rss() }
}

await drain(warmUp)
const cpuBefore = process.cpuUsage()
const startedAt = performance.now()
const drained = await drain(requests)
const wallMs = performance.now() - startedAt
const { user, system } = process.cpuUsage(cpuBefore)

const peakRssBytes = process.resourceUsage().maxRSS * 1_024
console.log(JSON.stringify({ ...drained, cpuMicros: user + system, wallMs, peakRssBytes }))
process.exit()
