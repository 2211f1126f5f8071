// The process of one fresh measurement: imports a compiled contestant, warms up if told, prints what it used as JSON.
// Not TypeScript: what strips types would be loaded and warm before the clock starts.
const [client, name, json] = process.argv.slice(2)
const work = JSON.parse(json)

const urlsFrom = (first, count) =>
  Array.from({ length: count }, (_, index) => `${work.origin}/orders/${first + index}?page=1`)
const warmUp = urlsFrom(0, work.warmUp)
const measured = urlsFrom(work.warmUp, work.requests)
const start = async () => (await import(client))[name](work)
const clock = () => ({ cpu: process.cpuUsage(), startedAt: performance.now() })

let from = clock()
const fetchAll = await start()
if (work.warmUp > 0) {
  await fetchAll(warmUp)
  from = clock()
}
const right = await fetchAll(measured)
const wallMs = performance.now() - from.startedAt
const { user, system } = process.cpuUsage(from.cpu)
const peakRssBytes = process.resourceUsage().maxRSS * 1_024
console.log(JSON.stringify({ cpuMicros: user + system, wallMs, right, peakRssBytes }))
process.exit() // Keep-alive sockets and agents would hold the process.
