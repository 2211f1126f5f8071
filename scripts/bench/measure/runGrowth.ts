// The process of one growth measurement: streams the results of an async generator of URLs, prints what it used as JSON.
import { countCanned } from '../clients/countCanned.ts'
import { library } from '../clients/library.ts'
import type { GrowthWork } from './GrowthWork.ts'
import { meter } from './meter.ts'

const { origin, warmUp, requests, concurrency, timeoutMs } = JSON.parse(process.argv[2] ?? '') as GrowthWork
const transport = library.createTransport()

async function* urls(count: number): AsyncGenerator<string> {
  for (let index = 0; index < count; index += 1) yield `${origin}/orders/${index}?page=1`
}

const drain = async (count: number) => {
  let taken = 0
  let right = 0
  let rssAtFifthBytes = 0
  for await (const result of library.streamResults(urls(count), { concurrency, timeoutMs, transport })) {
    right += countCanned([result.outcome === 'success' ? result.body : null])
    taken += 1
    if (taken === Math.floor(count / 5)) rssAtFifthBytes = process.memoryUsage.rss()
  }
  return { right, rssAtFifthBytes, rssAtEndBytes: process.memoryUsage.rss() }
}

await drain(warmUp)
const { done, used } = await meter(() => drain(requests))
console.log(JSON.stringify({ ...done, ...used }))
process.exit()
