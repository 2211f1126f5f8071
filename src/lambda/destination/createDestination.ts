import type { FetchError } from '../../domain/FetchError.ts'
import type { FetchResult } from '../../domain/FetchResult.ts'
import { isIdempotent } from '../../domain/isIdempotent.ts'
import { jsonLine } from '../../domain/jsonLine.ts'
import { redactUrl } from '../../domain/redactUrl.ts'
import { writeLog } from '../log.ts'
import { toFullItem } from '../toAnswer.ts'
import type { Deliver, Destination } from './Destination.ts'
import type { DestinationName } from './decodeDestination.ts'
import { createS3Deliver } from './s3.ts'

/** Other methods may be anything that a caller has put there. */
const isWellKnown = (method: string): boolean => isIdempotent(method) || method === 'POST' || method === 'PATCH'

/** A result as it may stand in a log: without header fields, and without credentials and query values in its URLs. */
const toLogEntry = (result: FetchResult): object => {
  const { headers: _, finalUrl, method, ...entry } = { headers: undefined, ...result }
  return {
    ...entry,
    url: redactUrl(result.url),
    ...(method !== undefined && isWellKnown(method) ? { method } : {}),
    ...(finalUrl === undefined ? {} : { finalUrl: redactUrl(finalUrl) }),
    ...(result.outcome === 'failure' ? { error: withoutHeaders(result.error) } : {}),
  }
}

const withoutHeaders = (error: FetchError): object => {
  const { headers: _, ...data } = { headers: undefined, ...error }
  return data
}

const log: Destination = {
  async deliver(_, results) {
    for await (const result of results) writeLog('INFO', 'Result', toLogEntry(toFullItem(result)))
  },
}

async function* toLines(results: AsyncIterable<FetchResult>): AsyncGenerator<string> {
  for await (const result of results) yield jsonLine(toFullItem(result))
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

const store = (deliver: Deliver, folder: string): Destination => ({
  deliver: (requestId, results, signal) => deliver(`${requestId}.ndjson`, toLines(results), signal),
  aside: {
    locationOf: (name) => folder + name,
    put: (name, json, signal) => deliver(name, once(json), signal),
  },
})

/** The destination that the environment names; `deliver` stands in for its store. */
export function createDestination(name: DestinationName | undefined, deliver?: Deliver): Destination | undefined {
  if (name === undefined) return deliver && store(deliver, '')
  if (name === 'log') return deliver ? store(deliver, '') : log
  return store(deliver ?? createS3Deliver(name), `s3://${name.bucket}/${name.prefix}`)
}
