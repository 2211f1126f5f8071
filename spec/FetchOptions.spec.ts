import { expect } from 'chai'
import { asyncScheduler, NEVER, queueScheduler } from 'rxjs'
import { DEFAULT_POLICY } from '../src/domain/FetchPolicy.ts'
import { VERSION } from '../src/domain/version.ts'
import { decodeOptions, type FetchOptions } from '../src/FetchOptions.ts'
import { TRAFFIC_POLICY } from './support/trafficPolicy.ts'

const DEFAULT_HEADERS = {
  'user-agent': `rx-fanout/${VERSION}`,
  accept: 'application/json, text/plain, */*',
  'accept-encoding': 'gzip, deflate, br, zstd',
}

describe('decodeOptions', () => {
  it('decides everything where nothing is said', () => {
    expect(decodeOptions({})).to.deep.equal({
      codec: undefined,
      concurrency: 20,
      ordered: false,
      history: false,
      prepare: undefined,
      retryWhen: undefined,
      observer: undefined,
      deadlineMs: undefined,
      defaults: { policy: DEFAULT_POLICY, headers: DEFAULT_HEADERS },
      transport: undefined,
      traffic: undefined,
      trafficPolicy: TRAFFIC_POLICY,
      signal: undefined,
      random: Math.random,
      scheduler: asyncScheduler,
    })
  })

  it('takes undefined for nothing said', () => {
    const nothing: { [Option in keyof Required<FetchOptions>]: unknown } = {
      concurrency: undefined,
      perOrigin: undefined,
      deadlineMs: undefined,
      rate: undefined,
      cooldown: undefined,
      retryBudget: undefined,
      adaptive: undefined,
      ordered: undefined,
      history: undefined,
      hedgeAfterMs: undefined,
      prepare: undefined,
      retryWhen: undefined,
      observer: undefined,
      timeoutMs: undefined,
      totalTimeoutMs: undefined,
      retries: undefined,
      retryStatuses: undefined,
      retryDelayMs: undefined,
      maxRetryDelayMs: undefined,
      maxRetryAfterMs: undefined,
      maxBodyBytes: undefined,
      maxRedirects: undefined,
      parse: undefined,
      codec: undefined,
      headers: undefined,
      transport: undefined,
      traffic: undefined,
      signal: undefined,
      random: undefined,
      scheduler: undefined,
    }
    expect(decodeOptions(nothing as FetchOptions)).to.deep.equal(decodeOptions({}))
  })

  it('keeps what is said', () => {
    const said = {
      transport: () => NEVER,
      signal: new AbortController().signal,
      random: () => 0,
      scheduler: queueScheduler,
      deadlineMs: 5,
    }
    const settings = decodeOptions({
      ...said,
      retries: 7,
      concurrency: 3,
      headers: { 'X-Api-Key': 'k', Accept: 'a/b' },
    })
    expect(settings).to.include({ ...said, concurrency: 3 })
    expect(settings.trafficPolicy).to.include({ concurrency: 3, perOrigin: 3 })
    expect(settings.defaults.policy).to.deep.equal({ ...DEFAULT_POLICY, retries: 7, concurrency: 3, deadlineMs: 5 })
    expect(settings.defaults.headers).to.deep.equal({ ...DEFAULT_HEADERS, 'x-api-key': 'k', accept: 'a/b' })
  })

  it('allows as many per origin as at all unless told otherwise', () => {
    const perOrigin = (options: FetchOptions) => decodeOptions(options).trafficPolicy.perOrigin
    expect(perOrigin({ concurrency: 7 })).to.equal(7)
    expect(perOrigin({ concurrency: 7, perOrigin: 2 })).to.equal(2)
    expect(perOrigin({ perOrigin: 30 })).to.equal(30)
  })

  const X = [['X-Api-Key', 'k']] as const
  for (const headers of [new Headers([['X-Api-Key', 'k']]), new Map(X), X, new Set(X)])
    it(`takes headers as ${Object.prototype.toString.call(headers)}`, () => {
      expect(decodeOptions({ headers }).defaults.headers).to.include({ 'x-api-key': 'k' })
    })

  it('does not share its headers between batches', () => {
    expect(decodeOptions({}).defaults.headers).to.not.equal(decodeOptions({}).defaults.headers)
  })

  /** Each message names the option, the rule and what was received. */
  const table: ReadonlyArray<[options: unknown, message: RegExp]> = [
    [null, /must be an object, got null/],
    ['fast', /must be an object, got string/],
    [5, /must be an object, got number/],
    [{ concurrency: 0 }, /^Invalid option concurrency must be an integer from 1 to 65535, got 0$/],
    [{ concurrency: '5' }, /concurrency must be an integer from 1 to 65535, got 5$/],
    [{ perOrigin: Number.NaN }, /perOrigin must be an integer from 1 to 65535, got NaN$/],
    [{ timeoutMs: 0 }, /timeoutMs must be an integer from 1 to 2147483647, got 0$/],
    [{ totalTimeoutMs: 2 ** 31 }, /totalTimeoutMs must be an integer from 1 to 2147483647, got 2147483648$/],
    [{ deadlineMs: null }, /deadlineMs must be an integer from 1 to 2147483647, got null$/],
    [{ retries: -1 }, /retries must be an integer from 0 to 100, got -1$/],
    [{ retryStatuses: [500, 5] }, /retryStatuses\[1\] must be an integer from 100 to 999, got 5$/],
    [{ retryStatuses: 500 }, /retryStatuses must be an array of HTTP statuses, got 500$/],
    [{ parse: 'xml' }, /parse must be 'auto' \| 'json' \| 'text' \| 'base64', got xml$/],
    [{ concurency: 5 }, /^Invalid option concurency is no known field; did you mean concurrency\?$/],
    [{ header: {} }, /header is no known field; did you mean headers\?$/],
    [{ bogus: 1 }, /bogus is no known field$/],
    [{ retries: -1, timeoutMs: 0 }, /retries must be .*; timeoutMs must be /],
    [{ transport: {} }, /^Invalid option transport: must be a Transport function, got object$/],
    [{ transport: null }, /transport: must be a Transport function, got null$/],
    [{ random: 0.5 }, /random: must be a function, got number$/],
    [{ signal: new AbortController() }, /signal: must be an AbortSignal, got abortcontroller$/],
    [{ signal: null }, /signal: must be an AbortSignal, got null$/],
    [{ scheduler: {} }, /scheduler: must be an RxJS scheduler, got object$/],
    [{ scheduler: null }, /scheduler: must be an RxJS scheduler, got null$/],
    [{ headers: 'a: b' }, /headers: must be an object of strings, Headers or pairs of strings, got string$/],
    [{ headers: null }, /headers: must be .*, got null$/],
    [{ headers: { a: 1 } }, /headers: must be .*, got object$/],
    [{ headers: ['a: b'] }, /headers: must be .*, got array$/],
    [{ headers: new Date(0) }, /headers: must be .*, got date$/],
    [
      { headers: new Map([['a', 1]]) },
      /headers: .*headers must be pairs of a name and a value, both strings, got something else as field 1$/,
    ],
    [{ headers: { Accept: 'a', accept: 'b' } }, /headers: .*headers must be fields of different names/],
    [[], /must be an object, got array$/],
    [{ headers: { 'a b': 'c' } }, /headers: .*headers must be named by HTTP tokens, got another name in field 1$/],
    [
      { headers: { 'X-A': 'b\r\nc: d' } },
      /headers: .*headers must be free of control characters .*, got some in field 1$/,
    ],
    [{ headers: { Connection: 'close' } }, /headers: .*headers\.connection must be left to the HTTP client/],
  ]
  for (const [options, message] of table)
    it(`refuses ${JSON.stringify(options)} with a TypeError`, () => {
      expect(() => decodeOptions(options as FetchOptions)).to.throw(TypeError, message)
    })

  it('never repeats the value of a header', () => {
    expect(() => decodeOptions({ headers: { authorization: 'Bearer secret\n' } }))
      .to.throw(TypeError)
      .with.property('message')
      .that.does.not.include('secret')
  })
})
