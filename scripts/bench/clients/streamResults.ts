import { createTransport, streamResults as stream } from '../../../src/index.ts'
import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'

/** rx-fanout's async iterable: the consumer keeps the bodies. */
export const streamResults: Client = ({ concurrency, timeoutMs }) => {
  const transport = createTransport()
  return async (urls) => {
    const bodies = new Array<unknown>(urls.length)
    for await (const result of stream(urls, { concurrency, timeoutMs, transport })) {
      bodies[result.index] = result.outcome === 'success' ? result.body : result.error
    }
    return countCanned(bodies)
  }
}
