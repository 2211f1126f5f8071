import { layerUndiciOptions } from '@effect/platform-node/NodeHttpClient'
import { Effect, ManagedRuntime, Schedule } from 'effect'
import { HttpClient } from 'effect/http'
import type { Client } from './Client.ts'
import { countCanned } from './countCanned.ts'
import { toErrorObject } from './toErrorObject.ts'

/** Effect's HttpClient over undici, the quicker of the layers that it has for Node.js. */
export const effect: Client = ({ concurrency, timeoutMs }) => {
  const runtime = ManagedRuntime.make(layerUndiciOptions({ connections: concurrency }))
  const retry = HttpClient.retryTransient({ times: 2, schedule: Schedule.exponential(250) })
  const fetchAll = (urls: readonly string[]) =>
    Effect.flatMap(HttpClient.HttpClient, (plain) => {
      const client = plain.pipe(HttpClient.filterStatusOk, retry)
      const fetchOne = (url: string) =>
        client.get(url).pipe(
          Effect.flatMap((response) => response.json),
          Effect.timeout(timeoutMs),
          Effect.catch((error) => Effect.succeed(toErrorObject(error))),
        )
      return Effect.forEach(urls, fetchOne, { concurrency })
    })
  return async (urls) => countCanned(await runtime.runPromise(fetchAll(urls)))
}
