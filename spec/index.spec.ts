import { expect } from 'chai'
import type * as E from 'fp-ts/lib/Either.js'
import { type Observable, of } from 'rxjs'
import type {
  Attempt,
  FetchBatch,
  FetchError,
  FetchErrorOf,
  FetchFailure,
  FetchOptions,
  FetchPolicy,
  FetchRequest,
  FetchResponse,
  FetchResult,
  FetchSuccess,
  Issue,
  Issues,
  RequestInput,
  Transport,
  TransportOptions,
} from '../src/index.ts'
import * as library from '../src/index.ts'

/** Whether two types are the same, each way; the compiler judges. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <_Claim extends true>(): void => {}

const { collectBatch, createTransport, decodeBatch, fetchBatch, streamResults } = library

describe('rx-fanout', () => {
  it('exports its public names and no others', () => {
    expect(Object.keys(library).sort()).to.deep.equal([
      'AttemptRecord',
      'DEFAULT_POLICY',
      'FetchBatch',
      'FetchError',
      'FetchFailure',
      'FetchPolicy',
      'FetchRequest',
      'FetchResult',
      'FetchSuccess',
      'collectBatch',
      'createTraffic',
      'createTransport',
      'decodeBatch',
      'fetchBatch',
      'interceptTransport',
      'streamResults',
    ])
  })

  it('has functions of the documented types', () => {
    holds<Same<ReturnType<typeof fetchBatch>, Observable<FetchResult>>>()
    holds<Same<ReturnType<typeof streamResults>, AsyncIterableIterator<FetchResult>>>()
    holds<Same<ReturnType<typeof collectBatch>, Promise<FetchResult[]>>>()
    holds<Same<ReturnType<typeof decodeBatch>, E.Either<Issues, FetchBatch>>>()
    holds<Same<Parameters<typeof decodeBatch>, [event: unknown]>>()
    holds<Same<ReturnType<typeof createTransport>, Transport & { close(): Promise<void> }>>()
    holds<Same<Parameters<typeof createTransport>[0], TransportOptions | undefined>>()
    holds<Same<Parameters<typeof fetchBatch>[1], FetchOptions | undefined>>()
    holds<Same<Parameters<typeof fetchBatch>, Parameters<typeof collectBatch>>>()
    holds<Same<Parameters<typeof fetchBatch>, Parameters<typeof streamResults>>>()
    holds<Same<RequestInput, string | URL | FetchRequest>>()
    holds<Same<Parameters<Transport>, [attempt: Attempt]>>()
    holds<Same<ReturnType<Transport>, Observable<FetchResponse>>>()
    holds<((attempt: Attempt) => Observable<FetchResponse>) extends Transport ? true : false>()
    holds<Same<Issues, readonly Issue[]>>()
  })

  it('takes requests from every kind of source, mixed with URLs', () => {
    type Requests = Parameters<typeof fetchBatch>[0]
    const request: FetchRequest = { url: '', id: '', method: '', headers: { a: 'b' }, body: { q: 1 }, timeoutMs: 1 }
    const sources: readonly Requests[] = [
      ['', request],
      new Set(['']),
      (function* () {
        yield request
      })(),
      (async function* () {
        yield request
      })(),
      of('', request),
    ]
    // @ts-expect-error: a number is no request
    const numbers: Requests = [1]
    // @ts-expect-error: the wrong way to say how long it may take
    const misspelled: Requests = [{ url: '', timeout: 1 }]
    // @ts-expect-error: one request is no source of requests
    const single: Requests = request
    expect([...sources, numbers, misspelled, single]).to.have.length(8)
  })

  it('takes every policy field as an option, flat', () => {
    holds<FetchPolicy extends FetchOptions ? true : false>()
    const options: FetchOptions = { concurrency: 50, timeoutMs: 2_000, headers: {}, random: () => 0 }
    // @ts-expect-error: not accepted before it works
    const later: FetchOptions = { hedge: { afterMs: 5 } }
    // @ts-expect-error: an AbortSignal, not its controller
    const controller: FetchOptions = { signal: new AbortController() }
    expect([options, later, controller]).to.have.length(3)
  })

  it('has results that are told apart by their outcome', () => {
    holds<Same<FetchResult, FetchSuccess | FetchFailure>>()
    holds<Same<FetchResult['outcome'], 'success' | 'failure'>>()
    holds<Same<Extract<FetchResult, { outcome: 'failure' }>['error'], FetchError>>()
    holds<Same<FetchSuccess['bodyType'], 'json' | 'text' | 'base64' | 'empty'>>()
    holds<Same<FetchSuccess['body'], unknown>>()
    holds<Same<FetchSuccess['headers'][string], string | string[]>>()
    holds<Same<FetchResult['timing'], FetchFailure['timing']>>()
    const describe = (result: FetchResult): unknown =>
      result.outcome === 'success' ? [result.status, result.finalUrl] : [result.error.kind, result.error.message]
    // @ts-expect-error: a failure has no body
    const bodyOf = (result: FetchFailure): unknown => result.body
    expect([describe, bodyOf]).to.have.length(2)
  })

  it('has errors that are a closed union by kind', () => {
    holds<Same<FetchErrorOf<'timeout'>['clock'], 'connect' | 'attempt' | 'total'>>()
    holds<Same<FetchErrorOf<'parse'>['reason'], 'encoding' | 'charset' | 'json' | 'depth'>>()
    holds<Same<FetchErrorOf<'redirect'>['reason'], 'location' | 'scheme' | 'loop' | 'too-many'>>()
    holds<Same<FetchErrorOf<'too-large'>['part'], 'body' | 'headers'>>()
    holds<Same<FetchErrorOf<'status'>['status'], number>>()
    holds<Same<FetchErrorOf<'rate-limited'>['retryAfterMs'], number>>()
    holds<Same<FetchError['message'], string>>()
    // @ts-expect-error: there is no such kind
    type NoSuchKind = FetchErrorOf<'timout'>['message']
    const none: NoSuchKind[] = []
    expect(none).to.deep.equal([])
  })
})
