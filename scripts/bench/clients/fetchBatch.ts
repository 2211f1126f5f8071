import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { library } from './library.ts'

/** rx-fanout's Observable: its observer keeps the bodies. */
export const fetchBatch: Client = ({ concurrency, timeoutMs }) => {
  const transport = library.createTransport()
  return async (urls) => {
    const bodies = new Array<unknown>(urls.length)
    await library.fetchBatch(urls, { concurrency, timeoutMs, transport }).forEach((result) => {
      bodies[result.index] = result.outcome === 'success' ? result.body : result.error
    })
    return countCanned(bodies)
  }
}
