import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { library } from './library.ts'

/** rx-fanout's async iterable over what `toSource` makes of the URLs: the consumer keeps the bodies. */
export const streamOf =
  (toSource: (urls: readonly string[]) => Iterable<string> | AsyncIterable<string>): Client =>
  ({ concurrency, timeoutMs }) => {
    const transport = library.createTransport()
    return async (urls) => {
      const bodies = new Array<unknown>(urls.length)
      for await (const result of library.streamResults(toSource(urls), { concurrency, timeoutMs, transport })) {
        bodies[result.index] = result.outcome === 'success' ? result.body : result.error
      }
      return countCanned(bodies)
    }
  }

export const streamResults = streamOf((urls) => urls)
