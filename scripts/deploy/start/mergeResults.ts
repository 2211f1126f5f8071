import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import * as E from 'fp-ts/lib/Either.js'
import { jsonLine } from '../../../src/domain/jsonLine.ts'
import { areNear, type Spool, type SpooledResult } from './createSpool.ts'
import { failure } from './failure.ts'
import { type Listed, listRequests } from './listRequests.ts'

/** What became of a list. */
export type Summary = { requests: number; succeeded: number; failed: number; failures: Record<string, number> }

/** The result itself where its body was put aside and has been fetched. */
const withBody = (result: SpooledResult, bodyOf: (location: string) => string | undefined): SpooledResult => {
  const { location } = Object(result.error) as { location?: string }
  const path = location === undefined ? undefined : bodyOf(location)
  return path !== undefined && existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : result
}

const resultOf = ({ url, key, item }: Listed, results: ReadonlyMap<string, SpooledResult>): SpooledResult =>
  E.isLeft(item)
    ? failure(url, { kind: 'invalid-request', field: 'line', message: `Line ${key} cannot be sent: ${item.left}` })
    : (results.get(key) ?? failure(url, { kind: 'unexpected', message: 'There is no result of this request' }))

/** Writes one line for each request of a list, in its order. */
export async function mergeResults(
  list: string,
  spool: Spool,
  bodyOf: (location: string) => string | undefined,
  output: string,
): Promise<Summary> {
  const summary: Summary = { requests: 0, succeeded: 0, failed: 0, failures: {} }
  async function* toLines(): AsyncGenerator<string> {
    let loaded: { readonly line: number; readonly results: ReadonlyMap<string, SpooledResult> } | undefined
    for await (const listed of listRequests(list)) {
      const { line, key, url, id = key } = listed
      if (loaded === undefined || !areNear(loaded.line, line)) loaded = { line, results: await spool.load(line) }
      const { outcome, ...rest } = withBody(resultOf(listed, loaded.results), bodyOf)
      yield jsonLine({ outcome, ...rest, index: summary.requests, id, url })
      summary.requests += 1
      if (outcome === 'success') summary.succeeded += 1
      else {
        const { kind } = rest.error as { kind: string }
        summary.failed += 1
        summary.failures[kind] = (summary.failures[kind] ?? 0) + 1
      }
    }
  }
  await pipeline(toLines, createWriteStream(output))
  return summary
}
