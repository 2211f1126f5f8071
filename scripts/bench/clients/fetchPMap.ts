import pMap from 'p-map'
import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { fetchJson } from './fetchJson.ts'
import { toErrorObject } from './toErrorObject.ts'

/** The platform's fetch under p-map, timed out as MDN recommends. */
export const fetchPMap: Client = ({ concurrency, timeoutMs }) => {
  const fetchOne = (url: string) => fetchJson(url, { signal: AbortSignal.timeout(timeoutMs) }).catch(toErrorObject)
  return async (urls) => countCanned(await pMap(urls, fetchOne, { concurrency }))
}
