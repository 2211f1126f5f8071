import { expect } from 'chai'
import type { FetchPolicy } from '../../src/domain/FetchPolicy.ts'
import { decodeEnvironment, type Env, variableOf } from '../../src/lambda/environment.ts'

type Variables = { readonly [F in keyof FetchPolicy]-?: readonly [name: string, text: string, value: FetchPolicy[F]] }

describe('decodeEnvironment', () => {
  const variables: Variables = {
    concurrency: ['RX_FANOUT_CONCURRENCY', '50', 50],
    perOrigin: ['RX_FANOUT_PER_ORIGIN', '5', 5],
    deadlineMs: ['RX_FANOUT_DEADLINE_MS', '9000', 9_000],
    rate: ['RX_FANOUT_RATE', '10/s, 1000/h', ['10/s', '1000/h']],
    cooldown: ['RX_FANOUT_COOLDOWN', 'false', false],
    retryBudget: ['RX_FANOUT_RETRY_BUDGET', '0.1', 0.1],
    adaptive: ['RX_FANOUT_ADAPTIVE', 'true', true],
    ordered: ['RX_FANOUT_ORDERED', 'true', true],
    history: ['RX_FANOUT_HISTORY', 'true', true],
    hedgeAfterMs: ['RX_FANOUT_HEDGE_AFTER_MS', 'p95', 'p95'],
    timeoutMs: ['RX_FANOUT_TIMEOUT_MS', '2000', 2_000],
    totalTimeoutMs: ['RX_FANOUT_TOTAL_TIMEOUT_MS', '5000', 5_000],
    retries: ['RX_FANOUT_RETRIES', '0', 0],
    retryStatuses: ['RX_FANOUT_RETRY_STATUSES', '429, 503', [429, 503]],
    retryDelayMs: ['RX_FANOUT_RETRY_DELAY_MS', '10', 10],
    maxRetryDelayMs: ['RX_FANOUT_MAX_RETRY_DELAY_MS', '100', 100],
    maxRetryAfterMs: ['RX_FANOUT_MAX_RETRY_AFTER_MS', '1000', 1_000],
    maxBodyBytes: ['RX_FANOUT_MAX_BODY_BYTES', '5000', 5_000],
    maxRedirects: ['RX_FANOUT_MAX_REDIRECTS', '1', 1],
    parse: ['RX_FANOUT_PARSE', 'text', 'text'],
  }
  for (const [field, [name, text, value]] of Object.entries(variables))
    it(`reads ${field} from ${name}`, () => {
      expect(variableOf(field)).to.equal(name)
      expect(decodeEnvironment({ [name]: text }).policy).to.deep.equal({ [field]: value })
    })

  it('takes an empty variable for an unset one', () => {
    const names = [
      ...Object.values(variables).map(([name]) => name),
      'RX_FANOUT_ADDRESSES',
      'RX_FANOUT_METRICS',
      'RX_FANOUT_TRACE',
      'RX_FANOUT_PROXY',
    ]
    const unset = decodeEnvironment({})
    expect(decodeEnvironment(Object.fromEntries(names.map((name) => [name, ''])))).to.deep.equal(unset)
    expect(unset.policy).to.deep.equal({})
  })

  it('leaves variables of others alone', () => {
    expect(
      decodeEnvironment({ TIMEOUT_MS: 'x', AWS_REGION: 'eu-north-1', rx_fanout_retries: 'x' }).policy,
    ).to.deep.equal({})
  })

  const invalid: ReadonlyArray<[env: Env, message: string]> = [
    [
      { RX_FANOUT_METRICS: 'AWS/Lambda' },
      "Environment variable RX_FANOUT_METRICS must be a CloudWatch namespace that is not AWS's own, got AWS/Lambda",
    ],
    [
      { RX_FANOUT_METRICS: 'Fan\nout' },
      "Environment variable RX_FANOUT_METRICS must be a CloudWatch namespace that is not AWS's own, got Fan\nout",
    ],
    [
      { RX_FANOUT_PROXY: 'http://a.test' },
      'Environment variable RX_FANOUT_PROXY needs RX_FANOUT_ADDRESSES=any: addresses behind a proxy cannot be judged',
    ],
    [
      { RX_FANOUT_PROXY: 'ftp://user:secret@a.test', RX_FANOUT_ADDRESSES: 'any' },
      'Environment variable RX_FANOUT_PROXY must be the http or https URL of a proxy, got another scheme',
    ],
    [{ RX_FANOUT_TRACE: 'yes' }, 'Environment variable RX_FANOUT_TRACE must be true or false, got yes'],
    [
      { RX_FANOUT_TIMEOUT_MS: 'soon' },
      'Environment variable RX_FANOUT_TIMEOUT_MS must be an integer from 1 to 2147483647, got soon',
    ],
    [
      { RX_FANOUT_CONCURRENCY: '0' },
      'Environment variable RX_FANOUT_CONCURRENCY must be an integer from 1 to 65535, got 0',
    ],
    [{ RX_FANOUT_RETRIES: '1.5' }, 'Environment variable RX_FANOUT_RETRIES must be an integer from 0 to 100, got 1.5'],
    [{ RX_FANOUT_RETRIES: '1e1' }, 'Environment variable RX_FANOUT_RETRIES must be an integer from 0 to 100, got 1e1'],
    [
      { RX_FANOUT_RETRY_STATUSES: '429,5' },
      'Environment variable RX_FANOUT_RETRY_STATUSES[1] must be an integer from 100 to 999, got 5',
    ],
    [
      { RX_FANOUT_PARSE: 'xml' },
      "Environment variable RX_FANOUT_PARSE must be 'auto' | 'json' | 'text' | 'base64', got xml",
    ],
    [{ RX_FANOUT_TIMEOUT: '5' }, 'Environment variable RX_FANOUT_TIMEOUT is unknown'],
  ]
  for (const [env, message] of invalid)
    it(`refuses ${JSON.stringify(env)} with what is wrong`, () => {
      expect(() => decodeEnvironment(env)).to.throw(Error, message)
    })

  it('names every variable that is wrong', () => {
    expect(() => decodeEnvironment({ RX_FANOUT_RETRIES: '-1', RX_FANOUT_MAX_REDIRECTS: 'x' })).to.throw(
      /RX_FANOUT_RETRIES .*; RX_FANOUT_MAX_REDIRECTS /,
    )
  })

  const addresses: ReadonlyArray<[text: string | undefined, decoded: unknown]> = [
    [undefined, 'public'],
    ['', 'public'],
    ['public', 'public'],
    ['any', 'any'],
    ['10.0.0.0/8, api.internal', { allow: ['10.0.0.0/8', 'api.internal'] }],
  ]
  for (const [text, decoded] of addresses)
    it(`reads ${JSON.stringify(text)} as addresses`, () => {
      expect(decodeEnvironment({ RX_FANOUT_ADDRESSES: text }).addresses).to.deep.equal(decoded)
    })

  it('refuses addresses that are none', () => {
    expect(() => decodeEnvironment({ RX_FANOUT_ADDRESSES: '10.0.0.0/99' })).to.throw(
      Error,
      'Environment variable RX_FANOUT_ADDRESSES must be',
    )
  })

  for (const [text, memoryMb] of [
    ['512', 512],
    ['', undefined],
    [undefined, undefined],
    ['much', undefined],
  ] as const)
    it(`takes AWS_LAMBDA_FUNCTION_MEMORY_SIZE ${JSON.stringify(text)} for ${memoryMb}`, () => {
      expect(decodeEnvironment({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: text }).memoryMb).to.equal(memoryMb)
    })

  const workers: ReadonlyArray<[text: string | undefined, count: number]> = [
    [undefined, 1],
    ['', 1],
    ['0', 1],
    ['-3', 1],
    ['many', 1],
    ['1.5', 1],
    ['64', 64],
  ]
  for (const [text, count] of workers)
    it(`takes AWS_LAMBDA_MAX_CONCURRENCY ${JSON.stringify(text)} for ${count}`, () => {
      expect(decodeEnvironment({ AWS_LAMBDA_MAX_CONCURRENCY: text }).workers).to.equal(count)
    })
})
