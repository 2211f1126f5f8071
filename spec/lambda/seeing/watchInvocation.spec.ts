import { expect } from 'chai'
import { NEVER, of, throwError } from 'rxjs'
import { createHandler } from '../../../src/lambda/createHandler.ts'
import { createStreamHandler } from '../../../src/lambda/createStreamHandler.ts'
import type { ResponseStream } from '../../../src/lambda/stream/ResponseStream.ts'
import { capture } from '../../support/capture.ts'
import { answer, type FakeTransport, fakeTransport } from '../../support/fakeTransport.ts'
import { sqsRecord } from '../../support/lambdaEvents.ts'

const ON_LAMBDA = { AWS_LAMBDA_FUNCTION_NAME: 'fan', AWS_LAMBDA_LOG_FORMAT: 'JSON' }
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1'
const SECRET = 'very-secret'

const context = (awsRequestId: string) => ({ awsRequestId, getRemainingTimeInMillis: () => 60_000 })

/** Answers `/missing` with 404, `/flaky` with 503 at first, `/hanging` never, and all else with 10 bytes. */
const transport = (): FakeTransport => {
  let failed = false
  return fakeTransport(({ url }) => {
    if (url.includes('/hanging')) return NEVER
    if (url.includes('/missing')) return of(answer(404, 'no'))
    if (url.includes('/cut')) return throwError(() => ({ kind: 'socket', message: 'cut', code: 'ECONNRESET' }))
    if (!url.includes('/flaky') || failed) return of(answer(200, '0123456789'))
    failed = true
    return of(answer(503, 'busy'))
  })
}

const at = (path: string): string => `https://user:${SECRET}@a.example${path}?token=${SECRET}`

const invocations = (lines: readonly string[]) =>
  lines.map((line) => JSON.parse(line)).filter(({ message }) => message === 'Invocation')

describe('the line of an invocation', () => {
  const { random } = Math
  before('back-offs are as long as they may be', () => {
    Math.random = () => 0.999
  })
  after(() => {
    Math.random = random
  })

  it('counts outcomes, kinds, retries, bytes and times', async () => {
    const handler = createHandler({ env: ON_LAMBDA, transport: transport() })
    const urls = ['/a', '/flaky', '/missing', '/cut'].map((path) => `https://a.example${path}`)
    const event = { urls, policy: { retryDelayMs: 1, retries: 1 } }
    const { stderr, stdout } = await capture(() => handler(event, context('request-1')))
    expect(stdout).to.deep.equal([])
    const [{ timestamp, durationMs, p50Ms, p95Ms, maxMs, waitedMs, ...line }, ...more] = invocations(stderr)
    expect(more).to.deep.equal([])
    expect(new Date(timestamp).toISOString()).to.equal(timestamp)
    expect(line).to.deep.equal({
      level: 'INFO',
      message: 'Invocation',
      requestId: 'request-1',
      cold: true,
      trigger: 'direct',
      remainingMs: 60_000,
      requests: 4,
      succeeded: 2,
      failed: 2,
      failures: { status: 1, socket: 1 },
      retries: 2,
      hedges: 0,
      bytes: 10 + 10 + 'busy'.length + 'no'.length,
    })
    expect(Object.keys(waitedMs)).to.deep.equal(['back-off'])
    expect(p50Ms).to.be.at.most(p95Ms)
    expect(p95Ms).to.be.at.most(maxMs)
    expect(durationMs).to.be.at.least(0)
  })

  it('is text where the log is text', async () => {
    const handler = createHandler({ env: { AWS_LAMBDA_FUNCTION_NAME: 'fan' }, transport: transport() })
    const { stderr } = await capture(() => handler({ urls: ['https://a.example/missing'] }, context('request-1')))
    expect(stderr).to.have.lengthOf(1)
    expect(stderr[0]).to.match(
      /^INFO Invocation requestId=request-1 cold=true trigger=direct durationMs=\d+ remainingMs=60000 requests=1 succeeded=0 failed=1 failures\.status=1 retries=0 hedges=0 bytes=2 p50Ms=\d+ p95Ms=\d+ maxMs=\d+$/,
    )
  })

  it('is not there outside Lambda', async () => {
    const handler = createHandler({ env: { RX_FANOUT_METRICS: 'Fan' }, transport: transport() })
    const { stderr, stdout } = await capture(() => handler({ urls: ['https://a.example/a'] }))
    expect([stderr, stdout]).to.deep.equal([[], []])
  })

  it('tells of the first invocation of a process that it is cold, and of every trigger and refusal', async () => {
    const env = { ...ON_LAMBDA, RX_FANOUT_DESTINATION: 'log' }
    const handler = createHandler({
      env,
      transport: transport(),
      deliver: async (_, lines) => void (await count(lines)),
    })
    const count = async (lines: AsyncIterable<string>) => {
      let all = 0
      for await (const _ of lines) all += 1
      return all
    }
    const records = { Records: [sqsRecord('m-1', 'https://a.example/a'), sqsRecord('m-2', 'no URL')] }
    const { stderr } = await capture(async () => {
      for (const event of [records, { urls: 5 }, { what: 'ever' }]) await handler(event, context('r'))
    })
    const told = invocations(stderr).map(({ cold, trigger, requests, succeeded }) => [
      cold,
      trigger,
      requests,
      succeeded,
    ])
    expect(told).to.deep.equal([
      [true, 'SQS', 1, 1],
      [false, 'direct', 0, 0],
      [false, undefined, 0, 0],
    ])
  })

  it('tells of a stream', async () => {
    const written: string[] = []
    const stream: ResponseStream = {
      write: (chunk) => written.push(chunk) > 0,
      end: () => undefined,
      addListener: () => stream,
      removeListener: () => stream,
    }
    const handler = createStreamHandler({ env: ON_LAMBDA, transport: transport() })
    const { stderr } = await capture(() => handler({ urls: ['https://a.example/a'] }, stream, context('r')))
    expect(invocations(stderr)[0]).to.deep.include({ trigger: 'streaming', requests: 1, succeeded: 1, bytes: 10 })
    expect(written.join('')).to.include('"summary"')
  })

  it('never mixes invocations that run at the same time', async () => {
    const handler = createHandler({ env: ON_LAMBDA, transport: transport() })
    const batch = (count: number, path: string) => ({ urls: Array(count).fill(`https://a.example${path}`) })
    const { stderr } = await capture(() =>
      Promise.all([
        handler(batch(30, '/a'), context('thirty')),
        handler(batch(7, '/missing'), context('seven')),
        handler({ ...batch(2, '/hanging'), policy: { timeoutMs: 50, retries: 0 } }, context('two')),
      ]),
    )
    const counts = Object.fromEntries(
      invocations(stderr).map(({ requestId, requests, succeeded, bytes }) => [requestId, [requests, succeeded, bytes]]),
    )
    expect(counts).to.deep.equal({ thirty: [30, 30, 300], seven: [7, 0, 14], two: [2, 0, 0] })
  })

  it('counts hedges apart from retries, and lets the program’s own observer hear everything too', async () => {
    const heard: string[] = []
    let attempts = 0
    const slowOnce = fakeTransport(() => {
      attempts += 1
      return attempts === 1 ? NEVER : of(answer(200, '0123456789'))
    })
    const observer = {
      next({ type }: { type: string }) {
        heard.push(type)
        throw new Error('mine')
      },
    }
    const handler = createHandler({ env: ON_LAMBDA, transport: slowOnce, observer })
    const event = { urls: ['https://a.example/a', 'https://a.example/b'], policy: { hedgeAfterMs: 5, concurrency: 2 } }
    const { stderr } = await capture(() => handler(event, context('r')))
    expect(invocations(stderr)[0]).to.deep.include({ succeeded: 2, retries: 0, hedges: 1 })
    expect([...heard].sort()).to.deep.equal([
      'attempt',
      'attempt',
      'attempt',
      'response',
      'response',
      'result',
      'result',
    ])
  })

  it('tells what the requests of each invocation waited for', async () => {
    const handler = createHandler({ env: ON_LAMBDA, transport: transport() })
    const batch = (policy: object, host: string) => ({ urls: Array(3).fill(`https://${host}.example/a`), policy })
    const { stderr } = await capture(() =>
      Promise.all([
        handler(batch({ rate: '1/40ms' }, 'paced'), context('paced')),
        handler(batch({}, 'plain'), context('plain')),
      ]),
    )
    const waited = Object.fromEntries(invocations(stderr).map(({ requestId, waitedMs }) => [requestId, waitedMs]))
    expect(waited.plain).to.deep.equal({})
    expect(Object.keys(waited.paced)).to.include('rate')
    expect(waited.paced.rate).to.be.above(0) // at most 120: it is counted from when a request is looked at
  })

  it('says nothing that may be secret', async () => {
    const env = { ...ON_LAMBDA, RX_FANOUT_METRICS: 'Fan' }
    const handler = createHandler({ env, transport: transport() })
    const request = (path: string) => ({ url: at(path), headers: { authorization: SECRET } })
    const urls = ['/a', '/missing', '/cut'].map(request)
    const { stderr, stdout } = await capture(() => handler({ urls, policy: { retries: 0 } }, context('r')))
    expect(stderr).to.have.lengthOf(1)
    expect(stdout).to.have.lengthOf(1)
    expect([...stderr, ...stdout].join())
      .to.not.include(SECRET)
      .and.not.include('example')
  })
})

describe('the metrics of an invocation', () => {
  it('are one line in the embedded metric format on standard output', async () => {
    const handler = createHandler({ env: { ...ON_LAMBDA, RX_FANOUT_METRICS: 'Fan/Out' }, transport: transport() })
    const { stdout } = await capture(() => handler({ urls: ['https://a.example/a'] }, context('r')))
    expect(stdout).to.have.lengthOf(1)
    const { _aws, ...values } = JSON.parse(stdout[0] ?? '')
    expect(Math.abs(Date.now() - _aws.Timestamp)).to.be.below(60_000)
    const [{ Namespace, Dimensions, Metrics }, ...more] = _aws.CloudWatchMetrics
    expect([Namespace, Dimensions, more]).to.deep.equal(['Fan/Out', [['FunctionName']], []])
    expect(values.FunctionName).to.equal('fan')
    expect(Metrics.length).to.be.within(1, 100) // the most that one directive may have
    for (const { Name, Unit } of Metrics) {
      expect(values[Name], Name).to.be.a('number')
      expect(['Count', 'Bytes', 'Milliseconds']).to.include(Unit)
    }
    expect(Metrics.map(({ Name }: { Name: string }) => Name)).to.include.members(['requests', 'failed', 'p95Ms'])
  })

  it('name none that has no value', async () => {
    const handler = createHandler({ env: { ...ON_LAMBDA, RX_FANOUT_METRICS: 'Fan' }, transport: transport() })
    const { stdout } = await capture(() => handler({ urls: [] }))
    const { _aws } = JSON.parse(stdout[0] ?? '')
    const names = _aws.CloudWatchMetrics[0].Metrics.map(({ Name }: { Name: string }) => Name)
    expect(names).to.deep.equal(['requests', 'succeeded', 'failed', 'retries', 'hedges', 'bytes'])
  })
})

describe('the trace of an invocation', () => {
  const event = { urls: ['https://a.example/a', { url: 'https://a.example/b', headers: { TraceParent: 'own' } }] }
  const sent = async (env: Record<string, string>) => {
    const fake = transport()
    const handler = createHandler({ env, transport: fake })
    await capture(() => handler(event, { ...context('r'), xRayTraceId: TRACE }))
    return fake.attempts.map(({ headers }) => [headers['x-amzn-trace-id'], headers.traceparent])
  }

  it('goes along where that is asked for, but not over a request’s own', async () => {
    expect(await sent({ RX_FANOUT_TRACE: 'true' })).to.deep.equal([
      [TRACE, '00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01'],
      [TRACE, 'own'],
    ])
  })

  it('stays here otherwise', async () => {
    for (const env of [{}, { RX_FANOUT_TRACE: 'false' }, ON_LAMBDA])
      expect(await sent(env)).to.deep.equal([
        [undefined, undefined],
        [undefined, 'own'],
      ])
  })
})
