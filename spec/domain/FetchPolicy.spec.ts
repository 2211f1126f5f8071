import { expect } from 'chai'
import { DEFAULT_POLICY, FetchPolicy } from '../../src/domain/FetchPolicy.ts'
import { Parse } from '../../src/domain/Parse.ts'

describe('FetchPolicy', () => {
  it('may leave every field open', () => {
    expect(FetchPolicy.is({})).to.equal(true)
  })

  it('accepts the default policy', () => {
    expect(FetchPolicy.is(DEFAULT_POLICY)).to.equal(true)
  })

  it('does not know the policies of a later step, or of a request', () => {
    for (const field of ['breaker', 'hedge', 'dedupe', 'idempotent', 'group', 'traffic'])
      expect(FetchPolicy.is({ [field]: 1 }), field).to.equal(false)
  })

  const durations = ['timeoutMs', 'totalTimeoutMs', 'deadlineMs', 'retryDelayMs', 'maxRetryDelayMs', 'maxRetryAfterMs']
  const bounds: ReadonlyArray<[field: string, least: number, most: number]> = [
    ['concurrency', 1, 65_535],
    ['perOrigin', 1, 65_535],
    ['retries', 0, 100],
    ['maxBodyBytes', 1, 536_870_888],
    ['maxRedirects', 0, 100],
    ...durations.map((field): [string, number, number] => [field, 1, 2_147_483_647]),
  ]
  for (const [field, least, most] of bounds)
    it(`takes whole numbers from ${least} to ${most} as ${field}`, () => {
      const values = [least - 1, least, most, most + 1, least + 0.5]
      expect(values.map((value) => FetchPolicy.is({ [field]: value }))).to.deep.equal([false, true, true, false, false])
    })

  it('takes numbers from 0 to 100 as retryBudget', () => {
    const values = [-0.1, 0, 0.2, 100, 100.1, Number.NaN, '0.2', null]
    const taken = [false, true, true, true, false, false, false, false]
    expect(values.map((retryBudget) => FetchPolicy.is({ retryBudget }))).to.deep.equal(taken)
  })

  it("takes durations and 'p95' as hedgeAfterMs", () => {
    const values = [1, 'p95', 0, 1.5, 'p99', '5', null]
    const taken = [true, true, false, false, false, false, false]
    expect(values.map((hedgeAfterMs) => FetchPolicy.is({ hedgeAfterMs }))).to.deep.equal(taken)
  })

  for (const field of ['cooldown', 'adaptive', 'ordered', 'history'])
    it(`takes true and false as ${field}`, () => {
      const values = [true, false, 1, 'true', null]
      expect(values.map((value) => FetchPolicy.is({ [field]: value }))).to.deep.equal([true, true, false, false, false])
    })

  it('takes any list of statuses as retryStatuses', () => {
    const values = [[], [100, 999], [99], [1_000], [200.5], 503, '503']
    expect(values.map((retryStatuses) => FetchPolicy.is({ retryStatuses }))).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ])
  })
})

describe('DEFAULT_POLICY', () => {
  it('is what the documentation says', () => {
    expect(DEFAULT_POLICY).to.deep.equal({
      concurrency: 20,
      cooldown: true,
      retryBudget: 0.2,
      adaptive: false,
      ordered: false,
      history: false,
      timeoutMs: 10_000,
      totalTimeoutMs: 30_000,
      retries: 2,
      retryStatuses: [408, 425, 429, 500, 502, 503, 504, 522, 524],
      retryDelayMs: 250,
      maxRetryDelayMs: 20_000,
      maxRetryAfterMs: 60_000,
      maxBodyBytes: 10 * 1_024 * 1_024,
      maxRedirects: 5,
      parse: 'auto',
    })
  })

  it('is frozen throughout', () => {
    expect(DEFAULT_POLICY).to.be.frozen
    expect(DEFAULT_POLICY.retryStatuses).to.be.frozen
  })
})

describe('Parse', () => {
  it('knows four ways to read a body', () => {
    expect(['auto', 'json', 'text', 'base64'].every(Parse.is)).to.equal(true)
    expect(Parse.is('xml')).to.equal(false)
  })
})
