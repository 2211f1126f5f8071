import { expect } from 'chai'
import type { FetchPolicy } from '../../src/domain/FetchPolicy.ts'
import type { FetchRequest } from '../../src/domain/FetchRequest.ts'
import { decodeEnvironment, type Env } from '../../src/lambda/environment.ts'
import { deadlineFrom, toLambdaBatch } from '../../src/lambda/lambdaPolicy.ts'

const url = 'https://api.example/'

type Case = {
  readonly env?: Env
  readonly policy?: FetchPolicy
  readonly urls?: ReadonlyArray<string | FetchRequest>
  readonly remainingMs?: number
}

const decide = ({ env = {}, policy, urls = [url], remainingMs }: Case) =>
  toLambdaBatch(policy === undefined ? { urls } : { urls, policy }, decodeEnvironment(env), remainingMs)

describe('deadlineFrom', () => {
  const deadlines: ReadonlyArray<
    [remainingMs: number, requests: number, memoryMb: number | undefined, deadlineMs: number]
  > = [
    [900_000, 0, 1_769, 895_000],
    [100_001, 0, 1_769, 95_001],
    [100_000, 0, 1_769, 95_000],
    [99_999, 0, 1_769, 94_999],
    [50_000, 0, 1_769, 47_500],
    [10_001, 0, 1_769, 9_500],
    [10_000, 0, undefined, 9_500],
    [9_999, 0, undefined, 9_499],
    [3_000, 0, undefined, 2_500],
    [1_001, 0, undefined, 501],
    [1_000, 0, undefined, 500],
    [999, 0, undefined, 499],
    [500, 0, undefined, 250],
    [1, 0, undefined, 1],
    [0, 0, undefined, 1],
    [-1, 0, undefined, 1],
    [60_000, 100_000, undefined, 56_000],
    [60_000, 100_000, 1_769, 56_000],
    [60_000, 100_000, 10_240, 56_000],
    [60_000, 100_000, 512, 53_545],
    [60_000, 100_000, 128, 43_180],
    [3_000, 200, 512, 2_494],
    [5_000, 140_000, 512, 2_500],
    [2_000, 140_000, 512, 1_000],
  ]
  for (const [remainingMs, requests, memoryMb, deadlineMs] of deadlines)
    it(`leaves ${deadlineMs} ms of ${remainingMs} ms for ${requests} requests in ${memoryMb ?? 'any'} MB`, () => {
      expect(deadlineFrom(remainingMs, requests, memoryMb)).to.equal(deadlineMs)
    })
})

describe('toLambdaBatch', () => {
  it('limits bodies to 1 MiB where nobody says otherwise', () => {
    expect(decide({}).policy).to.deep.include({ maxBodyBytes: 1_048_576 })
    expect(decide({ policy: { maxBodyBytes: 5_000_000 } }).policy).to.deep.include({ maxBodyBytes: 5_000_000 })
    expect(decide({ env: { RX_FANOUT_MAX_BODY_BYTES: '5000000' } }).policy).to.deep.include({ maxBodyBytes: 5_000_000 })
  })

  it('takes the event before the environment, field by field', () => {
    const env = { RX_FANOUT_TIMEOUT_MS: '1000', RX_FANOUT_RETRIES: '5' }
    expect(decide({ env, policy: { timeoutMs: 3_000 } }).policy).to.deep.include({ timeoutMs: 3_000, retries: 5 })
  })

  it('takes a field that the event sets to undefined from the environment', () => {
    const { policy } = decide({
      env: { RX_FANOUT_RETRIES: '5' },
      policy: { retries: undefined } as unknown as FetchPolicy,
    })
    expect(policy).to.deep.include({ retries: 5 })
  })

  const deadlines: ReadonlyArray<[name: string, given: Case, deadlineMs: number | undefined]> = [
    ['neither', {}, undefined],
    ['the invocation', { remainingMs: 10_000 }, 9_500],
    ['the event', { policy: { deadlineMs: 700 } }, 700],
    ['the event, if it is the sooner', { policy: { deadlineMs: 700 }, remainingMs: 10_000 }, 700],
    ['the invocation, if it is the sooner', { policy: { deadlineMs: 60_000 }, remainingMs: 10_000 }, 9_500],
    ['the environment', { env: { RX_FANOUT_DEADLINE_MS: '800' }, remainingMs: 10_000 }, 800],
    ['the event over the environment', { env: { RX_FANOUT_DEADLINE_MS: '800' }, policy: { deadlineMs: 900 } }, 900],
  ]
  for (const [name, given, deadlineMs] of deadlines)
    it(`has the deadline of ${name}`, () => {
      expect(decide(given).policy.deadlineMs).to.equal(deadlineMs)
    })

  const ceilings: ReadonlyArray<[name: string, given: Case, field: keyof FetchPolicy, from: number, to: number]> = [
    ['900 sockets', { policy: { concurrency: 901 } }, 'concurrency', 901, 900],
    [
      '900 sockets among the workers',
      { env: { AWS_LAMBDA_MAX_CONCURRENCY: '64' }, policy: { concurrency: 15 } },
      'concurrency',
      15,
      14,
    ],
    [
      'one socket for each of very many workers',
      { env: { AWS_LAMBDA_MAX_CONCURRENCY: '1000' }, policy: { concurrency: 2 } },
      'concurrency',
      2,
      1,
    ],
    [
      "the environment's concurrency",
      { env: { RX_FANOUT_CONCURRENCY: '7' }, policy: { concurrency: 8 } },
      'concurrency',
      8,
      7,
    ],
    [
      "the environment's maxBodyBytes",
      { env: { RX_FANOUT_MAX_BODY_BYTES: '100' }, policy: { maxBodyBytes: 101 } },
      'maxBodyBytes',
      101,
      100,
    ],
    [
      "the environment's maxRedirects",
      { env: { RX_FANOUT_MAX_REDIRECTS: '0' }, policy: { maxRedirects: 1 } },
      'maxRedirects',
      1,
      0,
    ],
    ['10 MiB of a body', { policy: { maxBodyBytes: 10_485_761 } }, 'maxBodyBytes', 10_485_761, 10_485_760],
    ['20 redirects', { policy: { maxRedirects: 21 } }, 'maxRedirects', 21, 20],
  ]
  for (const [name, given, field, from, to] of ceilings)
    it(`lowers the event to ${name}, and says so`, () => {
      const { policy, lowered } = decide(given)
      expect(policy[field]).to.equal(to)
      expect(lowered).to.deep.equal([{ field, from, to }])
    })

  it('leaves what is at a ceiling or below it', () => {
    const env = { RX_FANOUT_CONCURRENCY: '7', RX_FANOUT_MAX_BODY_BYTES: '100', RX_FANOUT_MAX_REDIRECTS: '3' }
    const policy = { concurrency: 7, maxBodyBytes: 99, maxRedirects: 0 }
    const decided = decide({ env, policy })
    expect(decided.policy).to.deep.equal(policy)
    expect(decided.lowered).to.deep.equal([])
  })

  it('has ceilings as high as the environment sets them', () => {
    const env = { RX_FANOUT_MAX_BODY_BYTES: '20000000', RX_FANOUT_MAX_REDIRECTS: '30' }
    const policy = { maxBodyBytes: 20_000_000, maxRedirects: 30 }
    const decided = decide({ env, policy })
    expect(decided.policy).to.deep.equal(policy)
    expect(decided.lowered).to.deep.equal([])
  })

  it('lowers single requests to the ceilings that hold without an environment', () => {
    const { urls, lowered } = decide({ urls: [{ url, maxBodyBytes: 20_000_000, maxRedirects: 100 }] })
    expect(urls).to.deep.equal([{ url, maxBodyBytes: 10_485_760, maxRedirects: 20 }])
    expect(lowered).to.deep.equal([
      { field: 'maxBodyBytes', from: 20_000_000, to: 10_485_760 },
      { field: 'maxRedirects', from: 100, to: 20 },
    ])
  })

  it('lowers single requests too, and says each field once, with the largest value', () => {
    const env = { RX_FANOUT_MAX_BODY_BYTES: '100', RX_FANOUT_MAX_REDIRECTS: '1' }
    const urls = [
      url,
      { url, maxBodyBytes: 150 },
      { url, maxBodyBytes: 200, maxRedirects: 5 },
      { url, maxBodyBytes: 50 },
    ]
    const { urls: decided, lowered } = decide({ env, urls })
    expect(decided).to.deep.equal([
      url,
      { url, maxBodyBytes: 100 },
      { url, maxBodyBytes: 100, maxRedirects: 1 },
      { url, maxBodyBytes: 50 },
    ])
    expect(lowered).to.deep.equal([
      { field: 'maxBodyBytes', from: 200, to: 100 },
      { field: 'maxRedirects', from: 5, to: 1 },
    ])
  })

  const patience: ReadonlyArray<[env: Env, asked: number, ofRequests: number | undefined, ofAll: number]> = [
    [{}, 10, 10, 60_000],
    [{}, 60_000, undefined, 60_000],
    [{}, 90_000, undefined, 90_000],
    [{ RX_FANOUT_MAX_RETRY_AFTER_MS: '1000' }, 10, 10, 1_000],
    [{ RX_FANOUT_MAX_RETRY_AFTER_MS: '1000' }, 2_000, undefined, 2_000],
  ]
  for (const [env, asked, ofRequests, ofAll] of patience)
    it(`keeps groups closed for ${ofAll} ms where ${JSON.stringify(env)} and the event would wait for ${asked} ms`, () => {
      const { urls, policy } = decide({
        env,
        policy: { maxRetryAfterMs: asked },
        urls: [url, { url, maxRetryAfterMs: 5 }],
      })
      expect(policy.maxRetryAfterMs).to.equal(ofAll)
      expect(urls).to.deep.equal([
        ofRequests === undefined ? url : { url, maxRetryAfterMs: ofRequests },
        { url, maxRetryAfterMs: 5 },
      ])
    })

  const stricter: ReadonlyArray<[env: Env, asked: FetchPolicy, holds: FetchPolicy]> = [
    [{}, { cooldown: false }, { cooldown: true }],
    [{ RX_FANOUT_COOLDOWN: 'false' }, { cooldown: true }, { cooldown: true }],
    [{ RX_FANOUT_COOLDOWN: 'false' }, { cooldown: false }, { cooldown: false }],
    [{}, { retryBudget: 1 }, { retryBudget: 0.2 }],
    [{}, { retryBudget: 0.1 }, { retryBudget: 0.1 }],
    [{ RX_FANOUT_RETRY_BUDGET: '0.5' }, { retryBudget: 0.4 }, { retryBudget: 0.4 }],
    [{ RX_FANOUT_RATE: '9/s' }, { rate: '90/s' }, { rate: ['90/s', '9/s'] }],
    [{ RX_FANOUT_RATE: '9/s' }, {}, { rate: '9/s' }],
  ]
  for (const [env, policy, holds] of stricter)
    it(`holds ${JSON.stringify(holds)} where ${JSON.stringify(env)} and the event ${JSON.stringify(policy)}`, () => {
      expect(decide({ env, policy }).policy).to.deep.include(holds)
    })

  it('leaves the event as it is', () => {
    const policy = Object.freeze({ concurrency: 901 })
    const urls = Object.freeze([Object.freeze({ url, maxBodyBytes: 2_000 })])
    expect(decide({ env: { RX_FANOUT_MAX_BODY_BYTES: '100' }, policy, urls, remainingMs: 5_000 }).policy).to.deep.equal(
      {
        concurrency: 900,
        maxBodyBytes: 100,
        deadlineMs: 4_500,
      },
    )
    expect(urls).to.deep.equal([{ url, maxBodyBytes: 2_000 }])
  })
})
