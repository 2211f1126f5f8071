import { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import { NEVER, of } from 'rxjs'
import { FetchResult } from '../../src/domain/FetchResult.ts'
import { createStreamHandler, type HandlerOptions, type ResponseStream, streamHandler } from '../../src/lambda/index.ts'
import { UnservedError } from '../../src/lambda/UnservedError.ts'
import { pathTransport } from '../support/answerEvent.ts'
import { captureStderr } from '../support/captureStderr.ts'
import { answer, fakeTransport } from '../support/fakeTransport.ts'
import { FUNCTION_URL, httpApiEvent, POLLED_EVENTS, sqsRecord } from '../support/lambdaEvents.ts'
import { readOnce } from '../support/readOnce.ts'
import { until } from '../support/until.ts'
import { withoutTimes } from '../support/withoutTimes.ts'

const A = 'https://api.example/a'
const MISSING = 'https://api.example/missing'

type Stream = Writable & { readonly text: () => string; readonly preludes: unknown[]; contentType?: string }

/** A stream of Lambda's runtime: it keeps what is written, at once or when its reader says so. */
function responseStream({ highWaterMark = 16_384, read = (done: () => void) => done() } = {}): Stream {
  let text = ''
  const stream = new Writable({
    highWaterMark,
    write(chunk, _, done) {
      read(() => {
        text += String(chunk)
        done()
      })
    },
  })
  return Object.assign(stream, {
    text: () => text,
    preludes: [],
    setContentType(type: string) {
      Object.assign(stream, { contentType: type })
    },
  })
}

/** What the runtime puts into the global scope, as far as it is used. */
const awslambda = {
  streamifyResponse: <H>(handler: H): H => handler,
  HttpResponseStream: {
    from(stream: ResponseStream, prelude: unknown): ResponseStream {
      ;(stream as unknown as Stream).preludes.push(prelude)
      return stream
    },
  },
}

const linesOf = (stream: Stream): unknown[] =>
  stream
    .text()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

type Invocation = { readonly stream?: Stream; readonly options?: HandlerOptions; readonly remainingMs?: number }

const invoke = async (event: unknown, { stream = responseStream(), options, remainingMs }: Invocation = {}) => {
  const handler = createStreamHandler({ env: {}, transport: pathTransport(), ...options })
  const context = remainingMs === undefined ? {} : { getRemainingTimeInMillis: () => remainingMs }
  await captureStderr(() => handler(event, stream, context))
  return stream
}

const ended = (stream: Stream): Promise<void> =>
  until(
    () => 'the stream is ended',
    () => stream.writableFinished,
  )

const summaryOf = (stream: Stream): unknown => (linesOf(stream).at(-1) as { summary: unknown }).summary

describe('createStreamHandler', () => {
  before(() => Object.assign(globalThis, { awslambda }))
  after(() => Reflect.deleteProperty(globalThis, 'awslambda'))

  it('writes whole results as lines and ends with a summary', async () => {
    const stream = await invoke({ urls: [A, MISSING], policy: { retries: 0 } })
    await ended(stream)
    const lines = linesOf(stream)
    expect(lines).to.have.length(3)
    expect(lines.slice(0, 2).every(FetchResult.is)).to.equal(true)
    expect(lines[0]).to.deep.include({ outcome: 'success', index: 0, body: { path: '/a' } })
    expect(lines[1]).to.deep.include({ outcome: 'failure', index: 1 })
    expect(lines[2]).to.have.all.keys('summary').and.nested.property('summary.maxMs').that.is.a('number')
    expect(withoutTimes(summaryOf(stream))).to.deep.equal({
      requests: 2,
      results: 2,
      succeeded: 1,
      failed: 1,
      failures: { status: 1 },
      retries: 0,
      unfinished: [],
    })
    expect(stream.contentType).to.equal('application/x-ndjson')
    expect(stream.preludes).to.deep.equal([])
  })

  it('writes each result when it comes', async () => {
    const transport = fakeTransport(({ url }) => (url === A ? of(answer(200, {})) : NEVER))
    const stream = responseStream()
    const done = invoke(
      { urls: ['https://api.example/hanging', A] },
      { stream, options: { transport }, remainingMs: 800 },
    )
    await until(
      () => 'the first result is there',
      () => stream.text() !== '',
    )
    expect(linesOf(stream)).to.have.length(1)
    await done
    expect(linesOf(stream).map((line) => (line as { index?: number }).index)).to.deep.equal([1, 0, undefined])
  })

  it('begins the response of a function URL with a status, also for an empty batch', async () => {
    const stream = await invoke(httpApiEvent({ method: 'POST', body: '{"urls":[]}' }, FUNCTION_URL))
    await ended(stream)
    expect(stream.preludes).to.deep.equal([{ statusCode: 200, headers: { 'content-type': 'application/x-ndjson' } }])
    expect(linesOf(stream)).to.deep.equal([
      { summary: { requests: 0, results: 0, succeeded: 0, failed: 0, failures: {}, retries: 0, unfinished: [] } },
    ])
  })

  it('streams what a GET of a function URL asks for', async () => {
    const stream = await invoke(httpApiEvent({ rawQueryString: `url=${A}&url=${A}` }, FUNCTION_URL))
    expect(linesOf(stream)).to.have.length(3)
  })

  const WHOLE: ReadonlyArray<[name: string, event: unknown, statusCode: number, headers: object, body: unknown]> = [
    ['OPTIONS', httpApiEvent({ method: 'OPTIONS' }), 204, { allow: 'GET, HEAD, OPTIONS, POST, PUT' }, undefined],
    ['HEAD', httpApiEvent({ method: 'HEAD' }), 200, { 'content-type': 'application/json' }, undefined],
    ['GET /health', httpApiEvent({ path: '/health' }), 200, { 'content-type': 'application/json' }, { status: 'ok' }],
    [
      'GET without a url',
      httpApiEvent({}),
      400,
      { 'content-type': 'application/json' },
      { error: 'Invalid event', issues: [{ path: 'url', expected: 'one or more parameters', got: 'nothing' }] },
    ],
  ]
  for (const [name, event, statusCode, headers, body] of WHOLE)
    it(`answers ${name} of a function URL with ${statusCode}`, async () => {
      const stream = await invoke(event)
      await ended(stream)
      expect(stream.preludes).to.deep.equal([{ statusCode, headers }])
      expect(stream.text()).to.equal(body === undefined ? '' : JSON.stringify(body))
    })

  it('answers 400 to an invalid direct event as a line', async () => {
    const stream = await invoke({ urls: A })
    await ended(stream)
    expect(linesOf(stream)).to.deep.equal([
      {
        statusCode: 400,
        body: { error: 'Invalid event', issues: [{ path: 'urls', expected: 'an array of URLs or requests', got: A }] },
      },
    ])
  })

  it('answers 400 to an event of another trigger, with what is accepted', async () => {
    const stream = await invoke({ Records: [sqsRecord('1', A)] })
    await ended(stream)
    expect(linesOf(stream)).to.have.length(1)
    expect(linesOf(stream)[0]).to.have.nested.property('body.accepts').with.length(2)
  })

  it('fails for records that a poller would lose by any answer, and does not end the stream', async () => {
    const stream = responseStream()
    const error = await createStreamHandler({ env: {} })(POLLED_EVENTS['aws:dynamodb'], stream).catch(
      (thrown) => thrown,
    )
    expect(error).to.be.instanceOf(UnservedError)
    expect([stream.text(), stream.writableEnded]).to.deep.equal(['', false])
  })

  const breaking = ['write', 'end', 'setContentType', 'addListener', 'removeListener'] as const
  for (const method of breaking)
    for (const event of [
      { urls: [A, A] },
      httpApiEvent({ method: 'POST', body: JSON.stringify([A]) }),
      { urls: 5 },
      {},
    ])
      it(`never rejects where ${method} of its stream throws, and tries to end it (${JSON.stringify(event).slice(0, 30)})`, async () => {
        const stream = responseStream()
        let ends = 0
        const end = stream.end.bind(stream)
        Object.assign(stream, {
          end: () => {
            ends += 1
            return end()
          },
        })
        const original: (...args: []) => unknown = stream.end
        Object.assign(stream, {
          [method]: (...args: []) => {
            if (method === 'end') original.apply(stream, args)
            throw new Error('broken')
          },
        })
        const transport = pathTransport()
        await captureStderr(() => createStreamHandler({ env: {}, transport })(event, stream))
        expect(ends).to.equal(1)
        expect(transport.inFlight).to.equal(0)
      })

  it('aborts what is in flight where writing throws', async () => {
    const stream = responseStream()
    Object.assign(stream, {
      write: () => {
        throw new Error('broken')
      },
    })
    const transport = pathTransport()
    const urls = [A, 'https://api.example/hanging', A, A, A]
    const { lines } = await captureStderr(() =>
      createStreamHandler({ env: {}, transport })({ urls, policy: { concurrency: 2 } }, stream),
    )
    expect([transport.inFlight, transport.attempts.length <= 3]).to.deep.equal([0, true])
    expect(lines).to.have.length(1)
  })

  it('answers 500 if something throws before a result is written', async () => {
    const stream = responseStream()
    const { lines } = await captureStderr(() => createStreamHandler({ env: {} })(readOnce({ urls: [A] }), stream, null))
    await ended(stream)
    expect(linesOf(stream)).to.deep.equal([{ statusCode: 500, body: { error: 'Unexpected error (RangeError)' } }])
    expect(lines).to.have.length(1)
  })

  it('ends the stream even if the event throws when it is looked at', async () => {
    const event = Object.defineProperty({}, 'urls', {
      enumerable: true,
      get: () => {
        throw new RangeError('secret')
      },
    })
    const stream = await invoke(event)
    await ended(stream)
    expect(linesOf(stream)).to.deep.equal([{ statusCode: 500, body: { error: 'Unexpected error (RangeError)' } }])
  })

  it('settles what hangs at the deadline of the invocation', async () => {
    const stream = await invoke({ urls: [A, 'https://api.example/hanging'] }, { remainingMs: 600 })
    await ended(stream)
    expect(withoutTimes(summaryOf(stream))).to.deep.equal({
      requests: 2,
      results: 2,
      succeeded: 1,
      failed: 1,
      failures: { deadline: 1 },
      retries: 0,
      unfinished: [],
    })
  })

  it('fetches no faster than the stream is read', async () => {
    const transport = pathTransport()
    const reads: Array<() => void> = []
    const stream = responseStream({ highWaterMark: 1, read: (done) => void reads.push(done) })
    const urls = Array.from({ length: 50 }, () => A)
    const done = invoke({ urls, policy: { concurrency: 2 } }, { stream, options: { transport } })
    for (let taken = 0; taken < 51; taken += 1) {
      await until(
        () => 'there is something to read',
        () => reads.length > 0,
      )
      expect(transport.attempts.length).to.be.at.most(taken + 4)
      reads.shift()?.()
    }
    await done
    expect(transport.attempts).to.have.length(50)
  })

  it('stops fetching when the reader leaves while it is waited for', async () => {
    const transport = pathTransport()
    const stream = responseStream({ highWaterMark: 1, read: () => {} })
    const urls = Array.from({ length: 50 }, () => A)
    const done = invoke({ urls, policy: { concurrency: 2 } }, { stream, options: { transport } })
    await until(
      () => 'a line is written',
      () => stream.writableNeedDrain,
    )
    stream.destroy()
    await done
    expect(transport.attempts.length).to.be.at.most(6)
    expect(transport.inFlight).to.equal(0)
  })

  it('aborts what is in flight when the reader leaves with an error', async () => {
    const transport = fakeTransport(() => NEVER)
    const stream = responseStream()
    const done = invoke({ urls: [A, A, A] }, { stream, options: { transport } })
    await until(
      () => 'the requests are in flight',
      () => transport.inFlight === 3,
    )
    stream.destroy(new Error('EPIPE'))
    await done
    expect(transport.inFlight).to.equal(0)
    expect(stream.text()).to.equal('')
  })

  it('does not wait for a reader that stands still longer than the invocation lasts', async () => {
    const stream = responseStream({ highWaterMark: 1, read: () => {} })
    const urls = Array.from({ length: 50 }, () => A)
    const remainingMs = 1_500
    const over = wait(remainingMs, 'the invocation is over', { ref: false })
    const ended = invoke({ urls }, { stream, remainingMs }).then(() => 'ended')
    expect(await Promise.race([ended, over])).to.equal('ended')
    expect(stream.writableEnded).to.equal(true)
  })

  it('is loaded outside Lambda too, where it is the handler itself', () => {
    expect(streamHandler).to.be.a('function').with.length(3)
  })
})
