import * as E from 'fp-ts/lib/Either.js'
import { DEFAULT_POLICY } from '../../domain/FetchPolicy.ts'
import { identify, prepareRequest } from '../../domain/prepareRequest.ts'
import { redactUrl } from '../../domain/redactUrl.ts'
import { type Located, placeOf } from '../input/Located.ts'
import type { RequestShape } from '../options/RequestShape.ts'
import { UsageError } from '../options/UsageError.ts'
import { identityOf, type ResultRecord } from './openRecord.ts'
import { FATE } from './RequestPrints.ts'

/** How many of the requests that may have been sent are named. */
const NAMED = 10

type Choice = { readonly path: string; readonly retryFailed: boolean; readonly resend: boolean }

/** What an earlier run has left to do, and what it has done. */
export type Resumption = {
  /** The requests that are left. Throws a {@link UsageError} where the input is another, before the first is given. */
  remaining(requests: Iterable<Located>): Located[]
  remainingOf(groups: AsyncIterable<Iterable<Located>>): AsyncGenerator<Iterable<Located>>
  readonly done: number
  readonly failed: number
  /** What may have been sent, and is not sent again; undefined where there is nothing of that kind. */
  readonly unsureText: string | undefined
  readonly unsure: number
}

const plainHeaders = { policy: DEFAULT_POLICY, headers: {} }

/** Compares requests with the results of an earlier run. */
export function createResumption(
  { prints, isContinued }: ResultRecord,
  { shape, headers }: RequestShape,
  choice: Choice,
): Resumption {
  let done = 0
  let failed = 0
  let unsure = 0
  const named: string[] = []

  const mayBeSentTwice = (request: Located['request']): boolean => {
    const { repeatable, attempt } = prepareRequest(shape(request), 0, { ...plainHeaders, headers })
    return repeatable || E.isLeft(attempt) // what cannot be sent was not
  }
  const assertSame = (located: Located): void => {
    const { request, index } = located
    const { url, id } = identify(request)
    if (prints.fate(index) === FATE.unknown || prints.isSame(index, identityOf(url, id))) return
    const place = placeOf(located)
    const where = place === undefined ? `request ${index}` : `request ${index} (${place})`
    throw new UsageError(
      `the input is another than that of ${choice.path}: ${where} is ${redactUrl(url)}, line ${prints.line(index)} there tells of another. Give the same input, or another file to --resume`,
    )
  }
  const isLeft = (located: Located): boolean => {
    const fate = prints.fate(located.index)
    if (fate === FATE.done) done += 1
    else if (fate === FATE.failed && !choice.retryFailed) failed += 1
    else if (fate === FATE.failed || fate === FATE.unsent || choice.resend || !isContinued) return true
    else if (mayBeSentTwice(located.request)) return true
    else {
      unsure += 1
      if (named.length < NAMED)
        named.push(`  ${placeOf(located) ?? `request ${located.index}`}: ${redactUrl(identify(located.request).url)}`)
    }
    return false
  }
  const assertWhole = (count: number): void => {
    if (count < prints.length)
      throw new UsageError(
        `the input is another than that of ${choice.path}: it has ${count} requests, line ${prints.line(prints.length - 1)} there tells of request ${prints.length - 1}. Give the same input, or another file to --resume`,
      )
  }

  return {
    remaining(requests) {
      const all = [...requests]
      all.forEach(assertSame)
      assertWhole(all.length)
      return all.filter(isLeft)
    },
    async *remainingOf(groups) {
      let count = 0
      let held: Located[] | undefined = [] // until all that there are results of is found to be the same
      for await (const group of groups) {
        const left: Located[] = []
        for (const located of group) {
          if (held !== undefined && located.index >= prints.length) {
            yield held
            held = undefined
          }
          count += 1
          assertSame(located)
          if (!isLeft(located)) continue
          if (held === undefined) left.push(located)
          else held.push(located)
        }
        if (left.length > 0) yield left
      }
      assertWhole(count)
      if (held !== undefined) yield held
    },
    get done() {
      return done
    },
    get failed() {
      return failed
    },
    get unsure() {
      return unsure
    },
    get unsureText() {
      if (unsure === 0) return undefined
      const more = unsure > named.length ? `\n  and ${unsure - named.length} more` : ''
      return `${unsure} may have been sent, have no result, and must not be sent twice (--resend sends them):\n${named.join('\n')}${more}\n`
    },
  }
}
