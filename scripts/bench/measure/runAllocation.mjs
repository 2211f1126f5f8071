// The process of one measurement of what is allocated: warms a compiled contestant up, then samples all that it allocates,
// also what is collected again, and prints the bytes as JSON; with a third argument, also where, into that file.
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'

/** On average one sample for so many bytes: of 40,000 requests' 500 MB some 60,000. */
const SAMPLING_INTERVAL = 8_192

const [client, name, json, file] = process.argv.slice(2)
const work = JSON.parse(json)
const urlsFrom = (first, count) =>
  Array.from({ length: count }, (_, index) => `${work.origin}/orders/${first + index}?page=1`)
const warmUp = urlsFrom(0, work.warmUp)
const measured = urlsFrom(work.warmUp, work.requests)

const fetchAll = (await import(client))[name](work)
await fetchAll(warmUp)
const session = new Session()
session.connect()
await session.post('HeapProfiler.startSampling', {
  samplingInterval: SAMPLING_INTERVAL,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
})
const right = await fetchAll(measured)
const { profile } = await session.post('HeapProfiler.stopSampling')
if (file !== undefined) writeFileSync(file, JSON.stringify(profile))

const bytesOf = ({ selfSize, children }) => children.reduce((sum, child) => sum + bytesOf(child), selfSize)
console.log(JSON.stringify({ bytes: bytesOf(profile.head), right }))
process.exit() // Keep-alive sockets and agents would hold the process.
