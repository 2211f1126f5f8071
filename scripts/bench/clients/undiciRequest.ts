import { gunzipSync } from 'node:zlib'
import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { undici } from './libraryUndici.ts'
import { toErrorObject } from './toErrorObject.ts'

/** The reference: as many loops as may be in flight, each taking the next URL, around a bare `undici.request`. */
export const undiciRequest: Client = ({ concurrency, timeoutMs }) => {
  const options = {
    dispatcher: new undici.Agent({ connections: concurrency }),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  }
  const fetchOne = async (url: string): Promise<unknown> => {
    try {
      const { statusCode, headers, body } = await undici.request(url, options)
      if (statusCode === 200 && headers['content-encoding'] === undefined) return await body.json()
      const bytes = await body.bytes()
      return statusCode === 200 ? JSON.parse(gunzipSync(bytes).toString()) : { error: `Status ${statusCode}` }
    } catch (error) {
      return toErrorObject(error)
    }
  }
  return async (urls) => {
    const bodies = new Array<unknown>(urls.length)
    let next = 0
    const loop = async (): Promise<void> => {
      for (let index = next++; index < urls.length; index = next++) bodies[index] = await fetchOne(urls[index] ?? '')
    }
    await Promise.all(Array.from({ length: concurrency }, loop))
    return countCanned(bodies)
  }
}
