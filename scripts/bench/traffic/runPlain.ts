// The process of one measurement of the plain path: imports the library of a checkout, warms up, prints what it used as JSON.
import { meter } from '../measure/meter.ts'

type Library = typeof import('../../../src/index.ts')
type PlainWork = {
  /** The root of the checkout, which ends in a slash. */
  readonly checkout: string
  readonly face: 'fetchBatch' | 'streamResults' | 'collectBatch'
  readonly origin: string
  readonly warmUp: number
  readonly requests: number
  readonly concurrency: number
}

const { checkout, face, origin, warmUp, requests, concurrency } = JSON.parse(process.argv[2] ?? '') as PlainWork
const library = (await import(`${checkout}src/index.ts`)) as Library
const options = { concurrency, transport: library.createTransport() }

function* urls(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) yield `${origin}/orders/${index}?page=1`
}

/** How many succeed. */
const FACES = {
  fetchBatch: async (count: number) => {
    let succeeded = 0
    await library.fetchBatch(urls(count), options).forEach(({ outcome }) => {
      if (outcome === 'success') succeeded += 1
    })
    return succeeded
  },
  streamResults: async (count: number) => {
    let succeeded = 0
    for await (const { outcome } of library.streamResults(urls(count), options))
      if (outcome === 'success') succeeded += 1
    return succeeded
  },
  collectBatch: async (count: number) => {
    const results = await library.collectBatch(urls(count), options)
    return results.filter(({ outcome }) => outcome === 'success').length
  },
}

await FACES[face](warmUp)
const { done, used } = await meter(() => FACES[face](requests))
console.log(
  JSON.stringify({
    ...used,
    cpuMicrosPerRequest: used.cpuMicros / requests,
    requestsPerSecond: (requests / used.wallMs) * 1_000,
    failed: requests - done,
  }),
)
process.exit() // Keep-alive sockets would hold the process.
