import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { library } from './library.ts'

/** rx-fanout's array: keeps every whole result, its status, headers and timing too. */
export const collectBatch: Client = ({ concurrency, timeoutMs }) => {
  const transport = library.createTransport()
  return async (urls) => {
    const results = await library.collectBatch(urls, { concurrency, timeoutMs, transport })
    return countCanned(results.map((result) => (result.outcome === 'success' ? result.body : result.error)))
  }
}
