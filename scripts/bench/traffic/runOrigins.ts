// The process of the stream over many origins: prints what it used, and its memory on the way and at the end, as JSON.
import { setImmediate } from 'node:timers/promises'
import { createTransport, streamResults } from '../../../src/index.ts'
import { meter } from '../measure/meter.ts'

type OriginsWork = {
  readonly port: string
  readonly warmUp: number
  readonly requests: number
  readonly concurrency: number
}

const { port, warmUp, requests, concurrency } = JSON.parse(process.argv[2] ?? '') as OriginsWork
const LOOPBACK = [{ address: '127.0.0.1', family: 4 }] as const
const transport = createTransport({ resolve: async () => LOOPBACK })

function* urls(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) yield `http://n${index}.test:${port}/`
}

/** Heap and buffers after garbage was collected, with what is in flight: little, and as much each time. */
const reachableBytes = async (): Promise<number> => {
  await setImmediate()
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const drain = async (count: number) => {
  let taken = 0
  let failed = 0
  let rssAtFifthBytes = 0
  let reachableAtFifthBytes = 0
  for await (const { outcome } of streamResults(urls(count), { concurrency, transport })) {
    if (outcome === 'failure') failed += 1
    taken += 1
    if (taken !== Math.floor(count / 5)) continue
    rssAtFifthBytes = process.memoryUsage.rss()
    reachableAtFifthBytes = await reachableBytes()
  }
  const rssAtEndBytes = process.memoryUsage.rss()
  const reachableAtEndBytes = await reachableBytes()
  return {
    failed,
    rssAtFifthBytes,
    rssAtEndBytes,
    rssGrowthBytes: rssAtEndBytes - rssAtFifthBytes,
    reachableAtFifthBytes,
    reachableAtEndBytes,
    reachableGrowthBytes: reachableAtEndBytes - reachableAtFifthBytes,
  }
}

await drain(warmUp)
const { done, used } = await meter(() => drain(requests))
console.log(JSON.stringify({ ...done, ...used, cpuMicrosPerRequest: used.cpuMicros / requests }))
process.exit()
