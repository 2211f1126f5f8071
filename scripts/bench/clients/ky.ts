import kyClient from 'ky'
import pMap from 'p-map'
import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { toErrorObject } from './toErrorObject.ts'

/** ky, under p-map. */
export const ky: Client = ({ concurrency, timeoutMs }) => {
  const client = kyClient.create({ timeout: timeoutMs, retry: 2 })
  const fetchOne = (url: string) => client(url).json().catch(toErrorObject)
  return async (urls) => countCanned(await pMap(urls, fetchOne, { concurrency }))
}
