import { expect } from 'chai'
import fc from 'fast-check'
import { concat, EMPTY, NEVER, of, Subject, throwError } from 'rxjs'
import type { Issues } from '../../src/domain/describeIssues.ts'
import { FetchResult } from '../../src/domain/FetchResult.ts'
import { createHandler } from '../../src/lambda/createHandler.ts'
import type { LambdaContext } from '../../src/lambda/LambdaContext.ts'
import type { Answer } from '../../src/lambda/toAnswer.ts'
import { captureStderr } from '../support/captureStderr.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { eventsOfAnySort } from '../support/events.ts'
import { answer, fakeTransport, synchronousTransport } from '../support/fakeTransport.ts'
import { kinesisRecord, pipedKinesisRecord, sqsRecord } from '../support/lambdaEvents.ts'
import { readOnce } from '../support/readOnce.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { serveSamples } from '../support/sampleApi.ts'
import { SAMPLE_ERRORS } from '../support/sampleErrors.ts'
import { until } from '../support/until.ts'

const URL_A = 'https://a.example/'
const URL_B = 'https://b.example/'
const URL_C = 'https://c.example/'

const deadline = (url: string, attempts: number) => ({
  error: 'The deadline of the batch passed',
  kind: 'deadline',
  url,
  attempts,
})

/** A context of an invocation with so much time left. */
const left = (ms: number) => ({ getRemainingTimeInMillis: () => ms })

/** Answers each URL with its path as JSON. */
const pathTransport = () => fakeTransport(({ url }) => of(answer(200, { path: new URL(url).pathname })))

const issuesOf = (body: Answer['body']): Issues => ('issues' in body ? body.issues : [])

describe('createHandler', () => {
  describe('against a server', () => {
    useRealSockets()
    const closing = closeAfterEach()

    it('answers one item for each URL in input order: the parsed body, or the error', async () => {
      const { origin } = closing(await serveSamples())
      const handler = createHandler({ env: { RX_FANOUT_ADDRESSES: 'any' } })
      const event = {
        urls: [
          { url: `${origin}/slow`, timeoutMs: 100 },
          `${origin}/a`,
          `${origin}/missing`,
          { url: `${origin}/b`, method: 'POST' },
          `${origin}/a`,
        ],
        policy: { retries: 0 },
      }
      expect(await handler(event)).to.deep.equal({
        statusCode: 200,
        body: [
          { error: 'Request timed out', kind: 'timeout', url: `${origin}/slow`, attempts: 1, clock: 'attempt' },
          { method: 'GET', path: '/a' },
          { error: 'HTTP status 404', kind: 'status', url: `${origin}/missing`, attempts: 1, status: 404 },
          { method: 'POST', path: '/b' },
          { method: 'GET', path: '/a' },
        ],
      })
    })

    it('asks twice for two URLs alike', async () => {
      const { origin, heard } = closing(await serveSamples())
      const handler = createHandler({ env: { RX_FANOUT_ADDRESSES: 'any' } })
      await handler({ urls: [`${origin}/same`, `${origin}/same`] })
      expect(heard).to.deep.equal(['/same', '/same'])
    })

    it('answers whole results if asked, without sessions of the server', async () => {
      const { origin } = closing(await serveSamples())
      const handler = createHandler({ env: { RX_FANOUT_ADDRESSES: 'any' } })
      const { statusCode, body } = await handler({ urls: [`${origin}/cookie`, `${origin}/missing`], results: 'full' })
      expect(statusCode).to.equal(200)
      const [cookie, missing] = body as FetchResult[]
      expect(FetchResult.is(cookie)).to.equal(true)
      expect(FetchResult.is(missing)).to.equal(true)
      expect(cookie).to.deep.include({
        outcome: 'success',
        index: 0,
        status: 200,
        body: {},
        bodyType: 'json',
        attempts: 1,
      })
      expect(cookie).to.have.property('headers').that.includes({ etag: '"1"' }).and.does.not.have.property('set-cookie')
      expect(missing).to.deep.include({ outcome: 'failure', index: 1, attempts: 1 })
      expect(missing)
        .to.have.property('error')
        .that.deep.includes({ kind: 'status', message: 'HTTP status 404', status: 404, body: { error: 'none' } })
        .and.has.property('headers')
        .that.includes({ 'content-type': 'application/json' })
        .and.does.not.have.property('connection')
    })

    it('tells how long a server wants to be left alone', async () => {
      const { origin, heard } = closing(await serveSamples())
      const handler = createHandler({ env: { RX_FANOUT_ADDRESSES: 'any' } })
      const { body } = await handler({ urls: [`${origin}/busy`] })
      expect(body).to.deep.equal([
        {
          error: 'The server asks to wait 120000 ms',
          kind: 'rate-limited',
          url: `${origin}/busy`,
          attempts: 1,
          status: 429,
          retryAfterMs: 120_000,
        },
      ])
      expect(heard).to.have.length(1)
    })
  })

  for (const error of Object.values(SAMPLE_ERRORS))
    it(`answers ${error.kind} as JSON with error, kind, url and attempts, but no headers or body`, async () => {
      const handler = createHandler({ env: {}, transport: () => throwError(() => error) })
      const { body } = await handler({ urls: [URL_A], policy: { retries: 0 } })
      const [item] = JSON.parse(JSON.stringify(body))
      const { message, kind, ...data } = error
      expect(item).to.include({ error: message, kind, url: URL_A, attempts: 1 })
      expect(item).to.have.all.keys(
        'error',
        'kind',
        'url',
        'attempts',
        ...Object.keys(data).filter((key) => key !== 'body' && key !== 'headers'),
      )
    })

  it('answers each failure of a transport that breaks its contract', async () => {
    const script = [EMPTY, throwError(() => new RangeError('secret')), throwError(() => 'secret')]
    const handler = createHandler({ env: {}, transport: fakeTransport((_, number) => script[number] ?? EMPTY) })
    const { body } = await handler({ urls: [URL_A, URL_B, URL_C] })
    expect(body).to.deep.equal([
      { error: 'The transport completed without a response', kind: 'unexpected', url: URL_A, attempts: 1 },
      { error: 'Unexpected error (RangeError)', kind: 'unexpected', url: URL_B, attempts: 1 },
      { error: 'Unexpected error (string)', kind: 'unexpected', url: URL_C, attempts: 1 },
    ])
  })

  const refused: ReadonlyArray<[name: string, event: unknown, path: string, got: unknown]> = [
    ['no event', undefined, '', 'nothing'],
    ['null', null, '', null],
    ['a string', 'no URL', '', 'no URL'],
    ['an event without urls', {}, 'urls', 'nothing'],
    ['urls that are null', { urls: null }, 'urls', null],
    ['a bare URL as urls', { urls: URL_A }, 'urls', URL_A],
    ['a number among urls', { urls: [URL_A, 5] }, 'urls[1]', 5],
    ['a request without url', { urls: [{ id: 'a' }] }, 'urls[0].url', 'nothing'],
    ['a method that is no string', { urls: [URL_A, { url: URL_A, method: 7 }] }, 'urls[1].method', 7],
    ['an unknown field of a request', { urls: [{ url: URL_A, retry: 1 }] }, 'urls[0].retry', 1],
    ['a text for yes', { urls: [{ url: URL_A, idempotent: 'yes' }] }, 'urls[0].idempotent', 'yes'],
    ['what a request says in the policy', { urls: [], policy: { idempotent: true } }, 'policy.idempotent', true],
    ['a text for a duration', { urls: [], policy: { timeoutMs: '5' } }, 'policy.timeoutMs', '5'],
    ['a concurrency of 0', { urls: [], policy: { concurrency: 0 } }, 'policy.concurrency', 0],
    ['a policy that is a list', { urls: [], policy: [] }, 'policy', 'an array of 0'],
    ['an unknown policy field', { urls: [], policy: { hedge: true } }, 'policy.hedge', true],
    ['an option of the library in the policy', { urls: [], policy: { addresses: 'any' } }, 'policy.addresses', 'any'],
    ['an unknown form of results', { urls: [], results: 'some' }, 'results', 'some'],
  ]
  for (const [name, event, path, got] of refused)
    it(`answers 400 to ${name}, with path, expectation and what it got`, async () => {
      const transport = synchronousTransport()
      const { statusCode, body } = await createHandler({ env: {}, transport })(event)
      expect(statusCode).to.equal(400)
      expect(body).to.have.all.keys('error', 'issues').and.include({ error: 'Invalid event' })
      const issues = issuesOf(body)
      expect(issues).to.have.length(1)
      expect(issues[0]).to.deep.include({ path, got }).and.have.property('expected').that.is.a('string').and.is.not
        .empty
      expect(transport.attempts).to.have.length(0)
    })

  it('answers 400 with every issue of an event', async () => {
    const { body } = await createHandler({ env: {} })({ urls: [1, { url: 2 }], policy: { retries: -1 }, results: 3 })
    expect(issuesOf(body).map(({ path }) => path)).to.have.members([
      'urls[0]',
      'urls[1].url',
      'policy.retries',
      'results',
    ])
  })

  it('answers 200 with an empty array to an empty one', async () => {
    expect(await createHandler({ env: {} })({ urls: [] })).to.deep.equal({ statusCode: 200, body: [] })
  })

  it('ignores what it does not know on the event itself', async () => {
    const event = { urls: [], comment: 'every night', tags: ['a'] }
    expect(await createHandler({ env: {} })(event)).to.deep.equal({ statusCode: 200, body: [] })
  })

  it('answers 10,000 URLs in their order', async () => {
    const urls = Array.from({ length: 10_000 }, (_, index) => `${URL_A}${index}`)
    const { statusCode, body } = await createHandler({ env: {}, transport: pathTransport() })({ urls })
    expect(statusCode).to.equal(200)
    expect(body).to.deep.equal(urls.map((_, index) => ({ path: `/${index}` })))
  })

  it('trusts no length that a transport of somebody else tells', async () => {
    const transport = fakeTransport(() => of(answer(200, 'x'.repeat(100_000), { 'content-length': '1' })))
    const answered = await createHandler({ env: {}, transport })({ urls: Array(100).fill(URL_A) })
    expect(JSON.stringify(answered)).to.have.lengthOf.at.most(6_291_556)
  })

  const cyclic: Record<string, unknown> = {}
  cyclic.self = cyclic
  const unsendable: ReadonlyArray<[name: string, request: unknown, field: string]> = [
    ['a URL that does not parse', 'no URL', 'url'],
    ['an empty URL', '', 'url'],
    ['a scheme that is not fetched', 'ftp://a.example/', 'url'],
    ['a body on GET', { url: URL_A, body: { q: 1 } }, 'body'],
    ['a method with a space', { url: URL_A, method: 'GET IT' }, 'method'],
    ['a header with CR and LF', { url: URL_A, headers: { 'x-a': '1\r\nx-b: 2' } }, 'headers'],
    ['a header name with a space', { url: URL_A, headers: { 'x a': '1' } }, 'headers'],
    ['a cyclic body', { url: URL_A, method: 'POST', body: cyclic }, 'body'],
    ['a body that is no JSON', { url: URL_A, method: 'POST', body: 1n }, 'body'],
  ]
  for (const [name, request, field] of unsendable)
    it(`answers ${name} among good requests with invalid-request at its place`, async () => {
      const { statusCode, body } = await createHandler({ env: {}, transport: pathTransport() })({
        urls: [`${URL_A}1`, request, `${URL_A}2`],
      })
      expect(statusCode).to.equal(200)
      const [before, item, after] = body as unknown[]
      expect([before, after]).to.deep.equal([{ path: '/1' }, { path: '/2' }])
      expect(item).to.include({ kind: 'invalid-request', field, attempts: 0 })
      expect(item)
        .to.have.property('error')
        .that.matches(/^Invalid request: /)
    })

  it('answers every event, whatever it is', async () => {
    const handler = createHandler({ env: {}, transport: synchronousTransport() })
    await captureStderr(() =>
      fc.assert(
        fc.asyncProperty(eventsOfAnySort, async (event) => {
          const { statusCode, body } = await handler(event)
          expect(statusCode).to.be.oneOf([200, 400])
          if (statusCode === 200) expect(body).to.have.length((event as { urls: unknown[] }).urls.length)
          expect(JSON.parse(JSON.stringify({ statusCode, body }))).to.have.all.keys('statusCode', 'body')
        }),
        { numRuns: 500 },
      ),
    )
  })

  it('answers 500 without details if something throws, and logs it', async () => {
    const { value, lines } = await captureStderr(() => createHandler({ env: {} })(readOnce({ urls: [URL_A] })))
    expect(value).to.deep.equal({ statusCode: 500, body: { error: 'Unexpected error (RangeError)' } })
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal([
      { level: 'ERROR', message: 'Unexpected error (RangeError)' },
    ])
  })

  const endless: Readonly<Record<string, unknown>> = {
    'null as its context': null,
    'a context without a clock': {},
    'a remaining time of NaN': left(Number.NaN),
    'a remaining time of Infinity': left(Number.POSITIVE_INFINITY),
    'a remaining time of 2^31': left(2 ** 31),
    'a remaining time of 1e300': left(1e300),
    'a remaining time in text': { getRemainingTimeInMillis: () => '3000' },
    'a clock that is no function': { getRemainingTimeInMillis: 3_000 },
    'a clock that throws': {
      getRemainingTimeInMillis: () => {
        throw new RangeError('secret')
      },
    },
    'a context that throws': new Proxy(
      {},
      {
        get: () => {
          throw new RangeError('secret')
        },
      },
    ),
  }
  for (const [name, context] of Object.entries(endless))
    it(`answers with ${name}`, async () => {
      const handler = createHandler({ env: {}, transport: synchronousTransport() })
      expect(await handler({ urls: [URL_A] }, context as LambdaContext | null)).to.have.property('statusCode', 200)
    })

  for (const ms of [0, -1, -1e300, Number.MIN_VALUE])
    it(`answers at once with ${ms} ms left`, async () => {
      const { body } = await createHandler({ env: {}, transport: fakeTransport(() => NEVER) })(
        { urls: [URL_A] },
        left(ms),
      )
      expect(body).to.deep.equal([deadline(URL_A, 1)])
    })

  const thrown: Readonly<Record<string, () => unknown>> = {
    'an error with a cause': () => new RangeError('secret', { cause: 'secret' }),
    text: () => 'secret',
    'an unexpected error of its own words': () => ({ kind: 'unexpected', message: 'secret' }),
    'an object that throws': () => readOnce({ kind: 'secret' }),
  }
  for (const [name, make] of Object.entries(thrown))
    for (const results of ['body', 'full'] as const)
      it(`tells nothing of the text where a transport throws ${name} (${results})`, async () => {
        const handler = createHandler({ env: {}, transport: fakeTransport(() => throwError(make)) })
        const { value, lines } = await captureStderr(() => handler({ urls: [URL_A], results }))
        expect(JSON.stringify(value))
          .to.include('"unexpected"')
          .and.include('Unexpected error')
          .and.not.include('secret')
        expect(lines.join()).to.not.include('secret')
      })

  const records = [sqsRecord('a', URL_A), kinesisRecord('101', URL_A), pipedKinesisRecord('102', URL_A)]
  const ids = ['a', '101', 'shardId-000000000006:102']
  const unreadable = (field: string, event: object = {}): object =>
    Object.defineProperty(event, field, {
      enumerable: true,
      get: () => {
        throw new RangeError('secret')
      },
    })
  const broken: Readonly<Record<string, object>> = {
    'an event with records': unreadable('urls', { Records: records }),
    'an event with others among its records': unreadable('urls', {
      Records: [null, 5, {}, { messageId: 1 }, unreadable('messageId'), ...records],
    }),
    'a bare array of records': [unreadable('body', sqsRecord('a', '')), ...records.slice(1)],
  }
  for (const [name, event] of Object.entries(broken))
    it(`fails every message of ${name} if looking at it throws, and logs it`, async () => {
      const { value, lines } = await captureStderr(() => createHandler({ env: {} })<unknown>(event))
      expect(value).to.deep.equal({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) })
      expect(lines).to.have.length(1)
    })

  it('keeps what was finished when the time of the invocation runs out', async () => {
    const transport = fakeTransport(({ url }) => (url === URL_A ? of(answer(200, { a: 1 })) : NEVER))
    const { body } = await createHandler({ env: {}, transport })(
      { urls: [URL_A, URL_B, URL_C], policy: { concurrency: 1 } },
      left(550),
    )
    expect(body).to.deep.equal([{ a: 1 }, deadline(URL_B, 1), deadline(URL_C, 0)])
    expect(transport.inFlight).to.equal(0)
  })

  for (const [name, deadlineMs, remainingMs] of [
    ["the event's deadline, if it is the sooner", 50, 900_000],
    ["the invocation's, if it is the sooner", 900_000, 550],
  ] as const)
    it(`ends a batch at ${name}`, async () => {
      const transport = fakeTransport(() => NEVER)
      const event = { urls: [URL_A], policy: { deadlineMs } }
      const { body } = await createHandler({ env: {}, transport })(event, left(remainingMs))
      expect(body).to.deep.equal([deadline(URL_A, 1)])
    })

  it('asks the context of each invocation anew', async () => {
    const transport = fakeTransport(() => NEVER)
    const handler = createHandler({ env: {}, transport })
    let asked = 0
    const context = { getRemainingTimeInMillis: () => 501 + asked++ }
    await handler({ urls: [URL_A] }, context)
    await handler({ urls: [URL_A] }, context)
    expect(asked).to.equal(2)
  })

  it('runs under the event before the environment before the defaults', async () => {
    const transport = fakeTransport(() => throwError(() => SAMPLE_ERRORS.connect))
    const env = { RX_FANOUT_RETRIES: '1', RX_FANOUT_RETRY_DELAY_MS: '1' }
    const attempts = async (handlerEnv: typeof env, policy = {}): Promise<unknown> => {
      const { body } = await createHandler({ env: handlerEnv, transport })({ urls: [URL_A], policy })
      return (body as Array<{ attempts: number }>)[0]?.attempts
    }
    expect(await attempts(env)).to.equal(2)
    expect(await attempts(env, { retries: 3 })).to.equal(4)
    expect(await attempts({ ...env, RX_FANOUT_RETRIES: '' })).to.equal(3)
  })

  it('reads the environment of the process if given none', async () => {
    process.env.RX_FANOUT_RETRIES = 'many'
    try {
      expect(() => createHandler()).to.throw(/^Environment variable RX_FANOUT_RETRIES must be /)
    } finally {
      delete process.env.RX_FANOUT_RETRIES
    }
  })

  it('fails at its start if the environment is invalid, with what is wrong', () => {
    expect(() => createHandler({ env: { RX_FANOUT_CONCURENCY: '5' } })).to.throw(
      Error,
      'Environment variable RX_FANOUT_CONCURENCY is unknown',
    )
  })

  it('holds the ceilings of the environment over event and requests, and logs each that it lowers', async () => {
    const pending: Array<Subject<ReturnType<typeof answer>>> = []
    const transport = fakeTransport(() => {
      const response$ = new Subject<ReturnType<typeof answer>>()
      pending.push(response$)
      return response$
    })
    const env = { AWS_LAMBDA_MAX_CONCURRENCY: '300', RX_FANOUT_MAX_BODY_BYTES: '100', RX_FANOUT_MAX_REDIRECTS: '1' }
    const event = {
      urls: [URL_A, { url: URL_B, maxBodyBytes: 200 }, { url: URL_C, maxBodyBytes: 50 }, URL_A, URL_B],
      policy: { concurrency: 50, maxBodyBytes: 200, maxRedirects: 5 },
    }
    const { lines } = await captureStderr(async () => {
      const answered = createHandler({ env, transport })(event)
      for (let done = 0; done < event.urls.length; done += 1) {
        await until(
          () => 'an attempt is made',
          () => pending.length > done,
        )
        expect(transport.inFlight).to.be.at.most(3)
        pending[done]?.next(answer(200, {}))
      }
      await answered
    })
    expect(transport.peak).to.equal(3)
    expect(transport.attempts.map(({ maxBodyBytes }) => maxBodyBytes)).to.deep.equal([100, 100, 50, 100, 100])
    expect(transport.attempts.map(({ maxRedirects }) => maxRedirects)).to.deep.equal([1, 1, 1, 1, 1])
    const message = 'Lowered to the ceiling of the environment'
    expect(lines.map((line) => JSON.parse(line))).to.have.deep.members([
      { level: 'WARN', message, field: 'concurrency', from: 50, to: 3 },
      { level: 'WARN', message, field: 'maxBodyBytes', from: 200, to: 100 },
      { level: 'WARN', message, field: 'maxRedirects', from: 5, to: 1 },
    ])
  })

  it('holds the ceiling of sockets where nobody says how many requests may be in flight', async () => {
    const transport = fakeTransport(() => NEVER)
    const urls = Array.from({ length: 30 }, () => URL_A)
    await createHandler({ env: { AWS_LAMBDA_MAX_CONCURRENCY: '90' }, transport })({ urls }, left(550))
    expect(transport.peak).to.equal(10)
  })

  it('logs nothing where nothing is lowered', async () => {
    const { lines } = await captureStderr(() =>
      createHandler({ env: {}, transport: synchronousTransport() })({ urls: [URL_A], policy: { concurrency: 900 } }),
    )
    expect(lines).to.deep.equal([])
  })

  it('serves interleaved invocations that share nothing but the transport', async () => {
    const first$ = new Subject<ReturnType<typeof answer>>()
    let closed = 0
    const transport = Object.assign(
      fakeTransport(({ url }) => {
        if (url === URL_A) return first$
        return url === URL_B ? NEVER : of(answer(200, { path: new URL(url).pathname }))
      }),
      {
        async close() {
          closed += 1
        },
      },
    )
    const handler = createHandler({ env: {}, transport })
    const first = handler({ urls: [URL_A, `${URL_C}1`], policy: { concurrency: 1, maxBodyBytes: 7 } }, left(60_000))
    await until(
      () => 'the first invocation waits',
      () => transport.inFlight === 1,
    )
    const second = await handler({ urls: [`${URL_C}2`, URL_B], policy: { maxBodyBytes: 9 } }, left(550))
    expect(second.body).to.deep.equal([{ path: '/2' }, deadline(URL_B, 1)])
    expect(transport.inFlight).to.equal(1)
    first$.next(answer(200, { first: true }))
    expect((await first).body).to.deep.equal([{ first: true }, { path: '/1' }])
    expect(transport.attempts.map(({ maxBodyBytes }) => maxBodyBytes)).to.deep.equal([7, 9, 9, 7])
    expect(closed).to.equal(0)
  })

  it('keeps its transport for the next invocation', async () => {
    const transport = fakeTransport(() => concat(of(answer(200, {})), NEVER))
    const handler = createHandler({ env: {}, transport })
    for (let invocation = 0; invocation < 3; invocation += 1) await handler({ urls: [URL_A] })
    expect(transport.attempts).to.have.length(3)
    expect(transport.inFlight).to.equal(0)
  })
})
