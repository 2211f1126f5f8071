import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import { MAX_ANSWER_BYTES } from '../../scripts/lambda/limits.ts'
import { serveBuffered, serveStreaming } from '../../scripts/lambda/serveFunctionUrl.ts'
import type { Runtime, RuntimeOptions } from '../../scripts/lambda/startRuntime.ts'
import { LOAD_BALANCER_BYTES, STATE_BYTES } from '../../src/lambda/limits.ts'
import { TRIGGERS } from '../../src/lambda/triggers/recognize.ts'
import { missing } from '../support/answerEvent.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { loadBalancerEvent, POLLED_EVENTS, sqsRecord } from '../support/lambdaEvents.ts'
import { until } from '../support/until.ts'
import { withoutTimes } from '../support/withoutTimes.ts'
import { builtFunction, type PathApi, serveFace, servePaths, streamWhole, toLines } from './support.ts'
import { triggerCases } from './triggerCases.ts'

/** Enough for a cold start and a fetch on a busy machine, although half a second of it is held back. */
const DEADLINE_MS = 5_000

type Item = { readonly error: string; readonly kind: string; readonly [field: string]: unknown }

const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })
const fails = (...ids: readonly string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) })
const summaryOf = (requests: number, failures: Record<string, number> = {}) => {
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0)
  const counts = { requests, results: requests, succeeded: requests - failed, failed, failures }
  return { summary: { ...counts, retries: 0, unfinished: [] } }
}

describe('the built bundle', () => {
  const built = builtFunction()
  const closing = closeAfterEach()
  const start = (options: Partial<RuntimeOptions> = {}): Runtime => closing(built.start(options))
  let api: PathApi
  beforeEach(async () => {
    api = closing(await servePaths())
  })
  const urls = (...paths: readonly string[]): string[] => paths.map((path) => api.origin + path)
  const numbered = (count: number, path: (n: number) => string): string[] =>
    urls(...Array.from({ length: count }, (_, n) => `${path(n)}/${n}`))

  describe('handler', () => {
    const triggers: { runtime?: Runtime; cases: ReturnType<typeof triggerCases>; close(): Promise<void> } = {
      cases: {},
      close: async () => {},
    }
    before(async () => {
      const [server, runtime] = [await servePaths(), built.start()]
      const close = async () => void (await Promise.all([server.close(), runtime.close()]))
      Object.assign(triggers, { runtime, cases: triggerCases(server.origin), close })
    })
    after(() => triggers.close())

    for (const { name } of TRIGGERS)
      it(`answers events of ${name}`, async () => {
        const cases = triggers.cases[name] ?? []
        expect(cases).to.not.deep.equal([])
        for (const [event, payload, expected] of cases) {
          const { error, payload: answer } = (await triggers.runtime?.invoke(payload)) ?? {}
          expect(error, event).to.equal(undefined)
          expect(answer, event).to.deep.equal(expected)
        }
      })

    it('answers 400 to an unknown event, with all that is accepted', async () => {
      const { payload } = (await triggers.runtime?.invoke({ key1: 'value1' })) ?? {}
      expect(payload).to.have.property('statusCode', 400)
      expect(payload)
        .to.have.nested.property('body.accepts')
        .that.deep.equals(TRIGGERS.map(({ accepts }) => accepts))
    })

    it('fails the invocation for records that a poller would lose by any answer', async () => {
      for (const [source, event] of Object.entries(POLLED_EVENTS)) {
        const { error, payload } = (await triggers.runtime?.invoke(event)) ?? {}
        expect(error, source).to.include({ errorType: 'UnservedError' })
        expect(payload, source).to.equal(undefined)
      }
    })

    it('answers a function URL over HTTP', async () => {
      const { origin } = closing(await serveFace(serveBuffered(start(), () => {})))
      const asked = urls('/a', '/missing')
      const got = await fetch(`${origin}/?${new URLSearchParams(asked.map((url): [string, string] => ['url', url]))}`)
      expect([got.status, got.headers.get('content-type')]).to.deep.equal([200, 'application/json'])
      expect(await got.json()).to.deep.equal([{ path: '/a' }, missing(`${api.origin}/missing`)])
      expect((await fetch(origin, post({ urls: 5 }))).status).to.equal(400)
      expect((await fetch(origin, { method: 'OPTIONS' })).status).to.equal(204)
    })

    it('answers before its time is up, with what has finished', async () => {
      const [a, hanging, absent] = urls('/a', '/hanging', '/missing') as [string, string, string]
      const { error, payload, durationMs } = await start().invoke(
        { urls: [a, hanging, absent] },
        { deadlineMs: DEADLINE_MS },
      )
      expect(error).to.equal(undefined)
      expect(payload).to.deep.equal({
        statusCode: 200,
        body: [
          { path: '/a' },
          { error: 'The deadline of the batch passed', kind: 'deadline', url: hanging, attempts: 1 },
          missing(absent),
        ],
      })
      expect(durationMs).to.be.below(DEADLINE_MS)
    })

    it('fails only the messages that its time does not suffice for', async () => {
      const Records = urls('/a', '/hanging', '/b').map((url, index) => sqsRecord(String(index), url))
      const { payload } = await start().invoke({ Records }, { deadlineMs: DEADLINE_MS })
      expect(payload).to.deep.equal(fails('1'))
    })

    const modes: Readonly<Record<string, Partial<RuntimeOptions>>> = {
      'one process': { managed: { maxConcurrency: 5 } },
      'worker threads of one process': { managed: { maxConcurrency: 6, workers: 2 } },
      'processes of their own': { concurrency: 5 },
    }
    for (const [mode, options] of Object.entries(modes))
      it(`answers five interleaved invocations in ${mode}, each by its own deadline`, async () => {
        const runtime = start(options)
        const deadlines = [4, 0, 3, 1, 2].map((later) => DEADLINE_MS + 1_000 * later)
        const ended: number[] = []
        const answers = await Promise.all(
          deadlines.map((deadlineMs) => {
            const asked = urls(`/a/${deadlineMs}`, `/hanging/${deadlineMs}`, `/after/200/${deadlineMs}`)
            return runtime.invoke({ urls: asked }, { deadlineMs }).finally(() => ended.push(deadlineMs))
          }),
        )
        answers.forEach(({ error, payload, durationMs }, index) => {
          const deadlineMs = deadlines[index] ?? 0
          const { body } = payload as { readonly body: readonly unknown[] }
          expect(error).to.equal(undefined)
          expect([body[0], body[2]]).to.deep.equal([{ path: `/a/${deadlineMs}` }, { path: `/after/200/${deadlineMs}` }])
          expect(body[1]).to.include({ kind: 'deadline', url: `${api.origin}/hanging/${deadlineMs}` })
          expect(durationMs).to.be.at.most(deadlineMs)
        })
        expect(ended).to.deep.equal(deadlines.toSorted())
        const asked = deadlines.flatMap((ms) => [`/a/${ms}`, `/hanging/${ms}`, `/after/200/${ms}`])
        expect(api.heard.toSorted()).to.deep.equal(asked.toSorted())
      })

    it('keeps all small bodies and as many large ones as its answer has room for', async () => {
      const bytesOf = (index: number): number => (index % 2 === 0 ? 100_000 : 20_000)
      const asked = numbered(200, (n) => `/large/${bytesOf(n)}`)
      const limits: ReadonlyArray<[event: unknown, limitBytes: number, lost: 'only large' | 'large first']> = [
        [{ urls: asked }, MAX_ANSWER_BYTES, 'only large'],
        [loadBalancerEvent({ httpMethod: 'POST', body: JSON.stringify(asked) }), LOAD_BALANCER_BYTES, 'large first'],
        [{ Items: asked }, STATE_BYTES, 'large first'],
      ]
      const runtime = start()
      for (const [event, limitBytes, lost] of limits) {
        const { error, payload } = await runtime.invoke(event)
        expect(error).to.equal(undefined)
        const noOtherFits = limitBytes - (lost === 'only large' ? 100_000 : 20_100)
        expect(Buffer.byteLength(JSON.stringify(payload))).to.be.within(noOtherFits, limitBytes)
        const { body } = payload as { readonly body: unknown }
        const items: ReadonlyArray<string | Item> = typeof body === 'string' ? JSON.parse(body) : body
        expect(items).to.have.length(200)
        const whole = items.flatMap((item, index) => (typeof item === 'string' ? [bytesOf(index)] : []))
        if (lost === 'only large') expect(whole.filter((bytes) => bytes === 20_000)).to.have.length(100)
        else expect(new Set(whole)).to.deep.equal(new Set([20_000]))
        items.forEach((item, index) => {
          if (typeof item === 'string') expect(item).to.have.length(bytesOf(index) - 2)
          else
            expect(item).to.deep.equal({
              error: 'The answer has no room for the body',
              kind: 'output-limit',
              url: asked[index],
              attempts: 1,
              limitBytes,
              bodyBytes: bytesOf(index),
            })
        })
      }
    })

    // 10 GB go over the loopback interface: on request only
    const full = process.env.FULL_SIZE === '1' ? it : it.skip
    full('answers 10,000 results of 1 MB in 512 MB of memory', async () => {
      const asked = numbered(10_000, () => '/large/1000000')
      const { error, payload, maxMemoryBytes, durationMs } = await start({ timeoutMs: 600_000 }).invoke({ urls: asked })
      expect(error).to.equal(undefined)
      const { body } = payload as { readonly body: ReadonlyArray<string | Item> }
      expect(body).to.have.length(10_000)
      const failures = body.filter((item) => typeof item !== 'string')
      expect(new Set(failures.map(({ kind }) => kind))).to.deep.equal(new Set(['output-limit']))
      expect(10_000 - failures.length).to.be.within(3, 6)
      console.log(`        ${Math.round(durationMs)} ms, ${Math.round((maxMemoryBytes ?? 0) / 1_048_576)} MiB`)
    }).timeout(600_000)

    it('fails at its start if its environment is invalid', async () => {
      const { error } = await start({ env: { RX_FANOUT_NONSENSE: '1' } }).invoke({ urls: [] })
      expect(error?.errorMessage).to.equal('Environment variable RX_FANOUT_NONSENSE is unknown')
    })

    describe('with a destination', () => {
      const env = { RX_FANOUT_DESTINATION: 's3://results/fetched/' }
      const records = (...paths: readonly string[]) => ({
        Records: urls(...paths).map((url, index) => sqsRecord(String(index), url)),
      })

      it('puts the results of messages into one object', async () => {
        const { requestId, payload } = await start({ env }).invoke(records('/a', '/missing'))
        expect(payload).to.deep.equal(fails('1'))
        const [command, ...others] = built.sentToS3()
        const { Body, ...input } = command?.input ?? {}
        expect([command?.name, input, others]).to.deep.equal([
          'PutObject',
          { Bucket: 'results', Key: `fetched/${requestId}.ndjson`, ContentType: 'application/x-ndjson' },
          [],
        ])
        const lines = toLines(String(Body)).toSorted((a, b) => a.index - b.index)
        expect(lines[0]).to.deep.include({ outcome: 'success', body: { path: '/a' } })
        expect(lines[1]).to.deep.include({ outcome: 'failure', url: `${api.origin}/missing` })
        expect(lines).to.have.length(2)
      })

      it('puts what is large into one object part by part', async () => {
        const asked = numbered(200, () => '/large/100000')
        const { payload } = await start({ env }).invoke({ Records: [sqsRecord('1', JSON.stringify(asked))] })
        expect(payload).to.deep.equal(fails())
        const sent = built.sentToS3()
        expect(sent.map(({ name, input }) => [name, input.PartNumber])).to.deep.equal([
          ['CreateMultipartUpload', undefined],
          ...[1, 2, 3].map((part) => ['UploadPart', part]),
          ['CompleteMultipartUpload', undefined],
        ])
        const lines = toLines(sent.map(({ input }) => input.Body ?? '').join(''))
        expect(new Set(lines.map(({ index }) => index)).size).to.equal(200)
      })

      it('points to the bodies that its answer has no room for', async () => {
        const asked = numbered(70, () => '/large/100000')
        const { requestId, payload } = await start({ env }).invoke({ urls: asked })
        const { body } = payload as { readonly body: ReadonlyArray<string | Item> }
        const located = body.flatMap((item, index) => (typeof item === 'string' ? [] : [[index, item.location]]))
        expect(located).to.have.length.within(8, 9)
        const sent = built.sentToS3().map(({ input }) => [input.Key, String(input.Body).length])
        expect(located).to.deep.equal(
          located.map(([index]) => [index, `s3://results/fetched/${requestId}/${index}.json`]),
        )
        expect(sent.toSorted()).to.deep.equal(
          located.map(([index]) => [`fetched/${requestId}/${index}.json`, 100_000]).toSorted(),
        )
      })

      it('fails all messages if their results are not delivered', async () => {
        const causes: ReadonlyArray<[destination: string, cause: string, options: Partial<RuntimeOptions>]> = [
          ['s3://denied/', 'Unexpected error (AccessDenied)', {}],
          ['s3://stuck/', 'Unexpected error (TimeoutError)', {}],
          ['s3://results/', 'MODULE_NOT_FOUND', { bundle: built.bundleWithoutSdk() }],
        ]
        for (const [destination, cause, options] of causes) {
          const runtime = start({ env: { RX_FANOUT_DESTINATION: destination }, ...options })
          const { error, payload } = await runtime.invoke(records('/a', '/b'), { deadlineMs: DEADLINE_MS })
          expect(error, destination).to.equal(undefined)
          expect(payload, destination).to.deep.equal(fails('0', '1'))
          expect(built.log().at(-1)).to.deep.equal({
            level: 'ERROR',
            message: 'The results could not be delivered',
            cause,
          })
        }
      })

      it('logs the results, or that they were dropped', async () => {
        await start({ env: { RX_FANOUT_DESTINATION: 'log' } }).invoke(records('/a?key=secret'))
        expect(built.log()).to.have.length(1)
        expect(built.log()[0]).to.deep.include({ level: 'INFO', message: 'Result', body: { path: '/a' } })
        expect(JSON.stringify(built.log())).to.not.include('secret')
        await start().invoke(records('/a'))
        expect(built.log()[1]).to.include({ level: 'WARN', dropped: 1 })
      })
    })
  })

  describe('streamHandler', () => {
    const stream = (options: Partial<RuntimeOptions> = {}): Runtime =>
      start({ handlerName: 'index.streamHandler', ...options })

    it('writes each result of a direct invocation when it comes, and at last a summary', async () => {
      const { contentType, prelude, body, completion } = await stream().invokeStreaming({
        urls: urls('/gate', '/missing'),
      })
      expect([contentType, prelude]).to.deep.equal(['application/x-ndjson', undefined])
      const [first] = await once(body, 'data')
      expect(toLines(String(first))).to.have.length(1)
      expect(toLines(String(first))[0]).to.include({ outcome: 'failure', index: 1 })
      api.open()
      const [second, last, ...others] = toLines(await text(body))
      expect(second).to.deep.include({ outcome: 'success', index: 0, body: { path: '/gate' } })
      expect(withoutTimes(last?.summary)).to.deep.equal(summaryOf(2, { status: 1 }).summary)
      expect(others).to.deep.equal([])
      expect(await completion).to.not.have.property('error')
    })

    it('answers a function URL over HTTP', async () => {
      const { origin } = closing(await serveFace(serveStreaming(stream(), () => {})))
      const answers: ReadonlyArray<[body: unknown, status: number, type: string, lines: readonly object[]]> = [
        [{ urls: [] }, 200, 'application/x-ndjson', [summaryOf(0)]],
        [
          { urls: 5 },
          400,
          'application/json',
          [
            {
              error: 'Invalid event',
              issues: [{ path: 'urls', expected: 'an array of URLs or requests', got: 5 }],
            },
          ],
        ],
      ]
      for (const [body, status, type, lines] of answers) {
        const answer = await fetch(origin, post(body))
        expect([answer.status, answer.headers.get('content-type')]).to.deep.equal([status, type])
        expect(toLines(await answer.text())).to.deep.equal(lines)
      }
      const answer = await fetch(origin, post(urls('/gate', '/a')))
      const reader = (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
      const first = await reader.read()
      expect(toLines(first.value ?? '')).to.have.length(1)
      api.open()
      let rest = ''
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) rest += chunk.value
      expect(toLines(rest).map(({ index, summary }) => index ?? withoutTimes(summary))).to.deep.equal([
        0,
        summaryOf(2).summary,
      ])
    })

    it('answers an invalid and an empty batch of a direct invocation', async () => {
      const runtime = stream()
      const refused = await streamWhole(runtime, { urls: 5 })
      expect(refused.error).to.equal(undefined)
      expect(toLines(refused.text)).to.have.length(1)
      expect(toLines(refused.text)[0]).to.include({ statusCode: 400 })
      const unknown = await streamWhole(runtime, { Records: [sqsRecord('1', 'nonsense')] })
      expect(toLines(unknown.text)[0]).to.include({ statusCode: 400 })
      expect(toLines((await streamWhole(runtime, { urls: [] })).text)).to.deep.equal([summaryOf(0)])
    })

    it('ends before its time is up, with what has finished', async () => {
      const event = { urls: urls('/hanging', '/a') }
      const { text, error, durationMs } = await streamWhole(stream(), event, { deadlineMs: DEADLINE_MS })
      expect(error).to.equal(undefined)
      const [first, second, ...rest] = toLines(text)
      expect(first).to.include({ outcome: 'success', index: 1 })
      expect(second).to.have.nested.property('error.kind', 'deadline')
      expect(rest.map(({ summary }) => withoutTimes(summary))).to.deep.equal([summaryOf(2, { deadline: 1 }).summary])
      expect(durationMs).to.be.below(DEADLINE_MS)
    })

    it('fetches no faster than it is read, and loses nothing', async () => {
      const asked = numbered(600, () => '/large/100000')
      const { body, completion } = await stream().invokeStreaming({ urls: asked })
      for (let heard = 0; api.heard.length > heard; await wait(300)) heard = api.heard.length
      expect(api.heard.length).to.be.within(1, 400)
      const lines = toLines(await text(body))
      expect(withoutTimes(lines.pop()?.summary)).to.deep.equal(summaryOf(600).summary)
      expect(new Set(lines.map(({ index }) => index)).size).to.equal(600)
      expect(await completion).to.not.have.property('error')
    })

    it('goes on for a client that is killed mid-stream, and answers the next', async () => {
      const reports: string[] = []
      const face = serveStreaming(stream(), (line) => reports.push(line))
      const { origin } = closing(await serveFace(face))
      const paths = ['/a', '/gate', ...Array.from({ length: 40 }, (_, n) => `/after/100/${n}`)]
      const query = new URLSearchParams(urls(...paths).map((url): [string, string] => ['url', url]))
      const client = connect(Number(new URL(origin).port), '127.0.0.1')
      client.write(`GET /?${query} HTTP/1.1\r\nhost: function\r\n\r\n`)
      await once(client, 'data')
      client.resetAndDestroy()
      await wait(100)
      api.open()
      await until(
        () => 'the first invocation has ended',
        () => reports.length > 0,
      )
      expect(reports[0]).to.not.include('Status: error')
      expect(api.heard.toSorted()).to.deep.equal(paths.toSorted())

      const next = await fetch(origin, post(urls('/next')))
      expect(withoutTimes(toLines(await next.text()).at(-1)?.summary)).to.deep.equal(summaryOf(1).summary)
    })
  })
})
