import { gunzipSync } from 'node:zlib'
import type { Dispatcher } from 'undici'
import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { undici } from './libraryUndici.ts'
import { toErrorObject } from './toErrorObject.ts'

/** The least that can be done with undici: its callbacks, no promise per call. */
export const undiciDispatch: Client = ({ concurrency, timeoutMs }) => {
  const agent = new undici.Agent({ connections: concurrency })
  const fetchOne = (url: string, settle: (outcome: unknown) => void): void => {
    const { origin, pathname, search } = new URL(url)
    const chunks: Buffer[] = []
    let status = 0
    let encoded = false
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => {},
      onResponseStart: (_controller, statusCode, headers) => {
        status = statusCode
        encoded = headers['content-encoding'] !== undefined
      },
      onResponseData: (_controller, chunk) => {
        chunks.push(chunk)
      },
      onResponseEnd: () => {
        const [first = Buffer.alloc(0)] = chunks
        const bytes = chunks.length === 1 ? first : Buffer.concat(chunks)
        try {
          const text = (encoded ? gunzipSync(bytes) : bytes).toString()
          settle(status === 200 ? JSON.parse(text) : { error: `Status ${status}` })
        } catch (error) {
          settle(toErrorObject(error))
        }
      },
      onResponseError: (_controller, error) => settle(toErrorObject(error)),
    }
    const path = pathname + search
    agent.dispatch({ origin, path, method: 'GET', headersTimeout: timeoutMs, bodyTimeout: timeoutMs }, handler)
  }
  return (urls) =>
    new Promise((resolve) => {
      const bodies = new Array<unknown>(urls.length)
      let next = 0
      let left = urls.length
      const fetchNext = (): void => {
        const index = next++
        if (index >= urls.length) return
        fetchOne(urls[index] ?? '', (outcome) => {
          bodies[index] = outcome
          left -= 1
          if (left === 0) resolve(countCanned(bodies))
          else fetchNext()
        })
      }
      for (let lane = 0; lane < concurrency; lane += 1) fetchNext()
    })
}
