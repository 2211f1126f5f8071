// The process of one measurement of a program that looks at each result and keeps none, as one that writes them elsewhere
// does. Prints as JSON what it used, and how many bytes collections of the young moved to the old meanwhile.
import { GCProfiler } from 'node:v8'

const [library, face, json] = process.argv.slice(2)
const { origin, warmUp, requests, concurrency, timeoutMs } = JSON.parse(json)
const { createTransport, fetchBatch, streamResults } = await import(`${library}index.js`)
const options = { concurrency, timeoutMs, transport: createTransport() }
const urlsFrom = (first, count) =>
  Array.from({ length: count }, (_, index) => `${origin}/orders/${first + index}?page=1`)

const faces = {
  async fetchBatch(urls, look) {
    await fetchBatch(urls, options).forEach(look)
  },
  async streamResults(urls, look) {
    for await (const result of streamResults(urls, options)) look(result)
  },
}
const rightOf = async (urls) => {
  let right = 0
  await faces[face](urls, ({ status }) => {
    if (status === 200) right += 1
  })
  return right
}

const [first, urls] = [urlsFrom(0, warmUp), urlsFrom(warmUp, requests)]
await rightOf(first)
const collections = new GCProfiler()
collections.start()
const [from, startedAt] = [process.cpuUsage(), performance.now()]
const right = await rightOf(urls)
const wallMs = performance.now() - startedAt
const { user, system } = process.cpuUsage(from)
const { statistics } = collections.stop()

const oldBytes = ({ heapSpaceStatistics }) =>
  heapSpaceStatistics.find(({ spaceName }) => spaceName === 'old_space').spaceUsedSize
const promotedBytesPerRequest =
  statistics
    .filter(({ gcType }) => gcType === 'Scavenge')
    .reduce((sum, { beforeGC, afterGC }) => sum + oldBytes(afterGC) - oldBytes(beforeGC), 0) / requests
const peakRssBytes = process.resourceUsage().maxRSS * 1_024
console.log(JSON.stringify({ cpuMicros: user + system, wallMs, right, peakRssBytes, promotedBytesPerRequest }))
process.exit() // Keep-alive sockets would hold the process.
