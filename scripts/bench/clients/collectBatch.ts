import { collectBatch as collect, createTransport } from '../../../src/index.ts'
import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'

/** rx-fanout's array: keeps every whole result, its status, headers and timing too. */
export const collectBatch: Client = ({ concurrency, timeoutMs }) => {
  const transport = createTransport()
  return async (urls) => {
    const results = await collect(urls, { concurrency, timeoutMs, transport })
    return countCanned(results.map((result) => (result.outcome === 'success' ? result.body : result.error)))
  }
}
