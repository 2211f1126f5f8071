import http from 'node:http'
import https from 'node:https'
import axios from 'axios'
import addRetry from 'axios-retry'
import pMap from 'p-map'
import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { toErrorObject } from './toErrorObject.ts'

/** axios with keep-alive agents and axios-retry, under p-map. */
export const axiosRetry: Client = ({ concurrency, timeoutMs }) => {
  const client = axios.create({
    timeout: timeoutMs,
    httpAgent: new http.Agent({ keepAlive: true, maxSockets: concurrency }),
    httpsAgent: new https.Agent({ keepAlive: true, maxSockets: concurrency }),
  })
  addRetry(client, { retries: 2, retryDelay: addRetry.exponentialDelay })
  const fetchOne = (url: string) => client.get(url).then(({ data }) => data, toErrorObject)
  return async (urls) => countCanned(await pMap(urls, fetchOne, { concurrency }))
}
