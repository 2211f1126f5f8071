import http from 'node:http'
import https from 'node:https'
import gotClient from 'got'
import pMap from 'p-map'
import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { toErrorObject } from './toErrorObject.ts'

/** got with keep-alive agents, under p-map. */
export const got: Client = ({ concurrency, timeoutMs }) => {
  const agent = {
    http: new http.Agent({ keepAlive: true, maxSockets: concurrency }),
    https: new https.Agent({ keepAlive: true, maxSockets: concurrency }),
  }
  const client = gotClient.extend({ agent, timeout: { request: timeoutMs }, retry: { limit: 2 } })
  const fetchOne = (url: string) => client(url).json().catch(toErrorObject)
  return async (urls) => countCanned(await pMap(urls, fetchOne, { concurrency }))
}
