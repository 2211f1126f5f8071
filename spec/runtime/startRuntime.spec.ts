import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import { type Serve, serveBuffered, serveStreaming } from '../../scripts/lambda/serveFunctionUrl.ts'
import { serveInvocations } from '../../scripts/lambda/serveInvocations.ts'
import { type Runtime, type RuntimeOptions, startRuntime } from '../../scripts/lambda/startRuntime.ts'
import { until } from '../support/until.ts'

const FUNCTIONS = `
import { setTimeout as wait } from 'node:timers/promises'
const stream = awslambda.streamifyResponse
const http = (out, prelude) => awslambda.HttpResponseStream.from(out, prelude)
let calls = 0, inFlight = 0, ticks = 0
export const echo = async (event, context) => ({ event, requestId: context.awsRequestId, left: context.getRemainingTimeInMillis(), calls: ++calls, pid: process.pid })
export const throwing = async () => { throw new RangeError('no good') }
export const floating = async () => { Promise.reject(new Error('lost')); await wait(20) }
export const hanging = async () => wait(60_000)
export const long = async ({ bytes }) => 'x'.repeat(bytes - 2)
export const threeParameters = async (event, context, callback) => 1
export const greedy = async () => { for (const kept = []; ; await wait(1)) kept.push(Buffer.alloc(4_000_000, 1)) }
export const together = async ({ all = 1 }) => { inFlight += 1; while (inFlight < all) await wait(5); const seen = inFlight; await wait(100); inFlight -= 1; return { seen, pid: process.pid } }
export const ticking = async () => { const before = ticks; globalThis.clock ??= setInterval(() => { ticks += 1 }, 5); return before }
export const counting = stream(async (event, out) => {
  const lines = http(out, { statusCode: 207, headers: { 'content-type': 'application/x-ndjson' }, cookies: ['a=1'] })
  for (let i = 0; i < 3; i += 1) { lines.write(i + '\\n'); await (event.gate ? fetch(event.gate).then((answer) => answer.text()) : wait(100)) }
  console.log('wrote all'); lines.end()
})
export const empty = stream(async (event, out) => { const o = http(out, { statusCode: 204 }); o.write(''); o.end() })
export const preludeless = stream(async (event, out) => http(out, { statusCode: 204 }).end())
export const wordless = stream(async (event, out) => out.end())
export const badPrelude = stream(async (event, out) => { out.setContentType('application/vnd.awslambda.http-integration-response'); out.write('no json'); out.write(Buffer.alloc(8)); for (let i = 0; i < 99; i += 1) if (!out.write(Buffer.alloc(65_536, 97))) await new Promise((go) => out.once('drain', go)); out.end() })
export const early = stream(async () => { throw new TypeError('early') })
export const midway = stream(async (event, out) => { http(out, { statusCode: 200 }).write('first'); await wait(50); throw new TypeError('midway') })
export const endless = stream(async (event, out) => { out.write('first'); await wait(60_000) })
export const large = stream(async ({ chunks }, out) => {
  let drains = 0
  for (let i = 0; i < chunks; i += 1) if (!out.write(Buffer.alloc(65_536, 97))) { drains += 1; await new Promise((go) => out.once('drain', go)) }
  console.log('drains', drains); out.end()
})
export const web = async (event) => event.rawPath === '/throw' ? Promise.reject(new Error('no')) : event.rawPath === '/object' ? { statusCode: 200, body: {} }
  : event.rawPath === '/bare' ? { bare: true } : { statusCode: 201, headers: { 'X-A': 'b' }, cookies: ['c=d'], body: JSON.stringify(event) }
`

describe('startRuntime', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-'))
  const bundle = join(folder, 'index.mjs')
  const open: Array<() => Promise<unknown> | unknown> = []
  let logs = ''
  before(() => writeFileSync(bundle, FUNCTIONS))
  after(() => rmSync(folder, { recursive: true }))
  beforeEach(() => (logs = ''))
  afterEach(async () => {
    for (const close of open.splice(0)) await close()
  })

  function start(name: string, options: Partial<RuntimeOptions> = {}): Runtime {
    const log = (chunk: string) => (logs += chunk)
    const runtime = startRuntime({ bundle, handlerName: `index.${name}`, timeoutMs: 60_000, log, ...options })
    open.push(runtime.close)
    return runtime
  }

  async function stream(runtime: Runtime, event: unknown = {}, deadlineMs = 60_000) {
    const { body, completion, ...head } = await runtime.invokeStreaming(event, { deadlineMs })
    return { ...head, body: await text(body), ...(await completion) }
  }

  async function serve(answer: Serve): Promise<string> {
    const server: Server = createServer(
      (request, response) => void answer(request, response).catch(() => response.destroy()),
    )
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    open.push(() => server.close().closeAllConnections())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  it('gives the payload, the context, and one process to invocations one after another', async () => {
    const runtime = start('echo')
    const first = await runtime.invoke({ a: 1 }, { deadlineMs: 60_000 })
    const second = (await runtime.invoke('é\0😀')).payload as { pid: number; event: string; calls: number }
    const { pid, left, ...payload } = first.payload as { pid: number; left: number }
    expect(payload).to.deep.equal({ event: { a: 1 }, requestId: first.requestId, calls: 1 })
    expect(left).to.be.within(20_000, 60_000)
    expect(second).to.include({ event: 'é\0😀', calls: 2, pid })
  })

  it('tells a throw as the error, and goes on', async () => {
    const runtime = start('throwing')
    for (const _ of [1, 2])
      expect((await runtime.invoke({})).error).to.include({ errorType: 'RangeError', errorMessage: 'no good' })
  })

  it('tells a process that died, and starts another', async () => {
    const runtime = start('floating')
    for (const _ of [1, 2]) expect((await runtime.invoke({})).error?.errorMessage).to.match(/exit status 1$/)
  })

  it('kills a function at its deadline', async () => {
    const { error, durationMs } = await start('hanging').invoke({}, { deadlineMs: 300 })
    expect(error?.errorType).to.equal('Sandbox.Timedout')
    expect(error?.errorMessage).to.match(/Task timed out after 0.30 seconds$/)
    expect(durationMs).to.be.at.least(290) // and it was not the function that ended it
  })

  it('loses an answer of one byte over the limit, and only that', async () => {
    const runtime = start('long')
    expect((await runtime.invoke({ bytes: 6_291_556 })).payload).to.have.length(6_291_554)
    expect((await runtime.invoke({ bytes: 6_291_557 })).error?.errorType).to.equal('Function.ResponseSizeTooLarge')
    expect((await runtime.invoke({ bytes: 3 })).payload).to.equal('x')
  })

  it('kills a process that takes more than its memory', async () => {
    expect((await start('greedy', { memoryMb: 200 }).invoke({})).error?.errorType).to.equal('Runtime.OutOfMemory')
  })

  it('fails at start with three declared parameters', async () => {
    const { error } = await start('threeParameters').invoke({})
    expect(error?.errorType).to.equal('Runtime.CallbackHandlerDeprecated')
  })

  it('runs concurrent invocations in processes of their own', async () => {
    const runtime = start('together', { concurrency: 3 })
    const answers = await Promise.all([1, 2, 3, 4].map(() => runtime.invoke({})))
    const payloads = answers.map(({ payload }) => payload as { seen: number; pid: number })
    expect(payloads.map(({ seen }) => seen)).to.deep.equal([1, 1, 1, 1])
    expect(new Set(payloads.map(({ pid }) => pid)).size).to.equal(3)
  })

  it('runs concurrent invocations in one process when managed', async () => {
    const runtime = start('together', { managed: { maxConcurrency: 5 } })
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => runtime.invoke({ all: 5 })))
    expect(answers.map(({ payload }) => (payload as { seen: number }).seen)).to.deep.equal([5, 5, 5, 5, 5])
  })

  it('freezes the process between invocations', async () => {
    const frozen = start('ticking', { freeze: true })
    await frozen.invoke({})
    await wait(500)
    expect((await frozen.invoke({})).payload).to.be.at.most(20)
    const running = start('ticking', { freeze: false })
    await running.invoke({})
    let ticks = 0
    while (ticks <= 20) {
      await wait(100)
      ticks = Number((await running.invoke({})).payload)
    }
  })

  it('streams chunks as they come, behind their prelude', async () => {
    const waiting: Array<() => void> = []
    const gate = await serve(async (_, response) => {
      await new Promise<void>((resolve) => waiting.push(resolve))
      response.end()
    })
    const { body, prelude, completion } = await start('counting').invokeStreaming({ gate })
    expect(prelude).to.deep.equal({
      statusCode: 207,
      headers: { 'content-type': 'application/x-ndjson' },
      cookies: ['a=1'],
    })
    const chunks: string[] = []
    for await (const chunk of body) {
      chunks.push(String(chunk))
      await until(
        () => 'the function waits at its gate',
        () => waiting.length > 0,
      )
      waiting.shift()?.() // only now it writes the next
    }
    expect(chunks).to.deep.equal(['0\n', '1\n', '2\n'])
    expect(await completion).not.to.have.property('error')
  })

  it('streams an empty answer, if its prelude was written', async () => {
    expect(await stream(start('empty'))).to.deep.include({ prelude: { statusCode: 204 }, body: '' })
    expect(await stream(start('wordless'))).to.deep.include({ contentType: 'application/octet-stream', body: '' })
    for (const name of ['preludeless', 'badPrelude']) {
      expect((await stream(start(name), {}, 5000)).error?.errorType).to.equal('Runtime.InvalidPrelude')
    }
  })

  it('tells an error before the first byte, and one half-way', async () => {
    const early = await stream(start('early'))
    expect(early).not.to.have.property('contentType')
    expect(early.error).to.include({ errorType: 'TypeError', errorMessage: 'early' })
    const midway = await stream(start('midway'))
    expect(midway.body).to.equal('first')
    expect(midway.error).to.include({ errorType: 'TypeError', errorMessage: 'midway' })
  })

  it('cuts a stream off at its deadline', async () => {
    for (const managed of [undefined, { maxConcurrency: 2 }]) {
      const { body, error } = await stream(start('endless', managed ? { managed } : {}), {}, 500)
      expect([body, error?.errorType]).to.deep.equal(['first', 'Sandbox.Timedout'])
    }
  })

  it('limits a streamed answer to 200 MB', async () => {
    const runtime = start('large')
    const { body, completion } = await runtime.invokeStreaming({ chunks: 3300 })
    let size = 0
    for await (const chunk of body) size += chunk.length
    expect(size).to.be.at.most(209_715_200)
    expect((await completion).error?.errorType).to.equal('Function.ResponseSizeTooLarge')
    expect((await stream(runtime, { chunks: 1 })).body).to.have.length(65_536)
  })

  it('holds a function back while nobody reads', async () => {
    const { body, completion } = await start('large').invokeStreaming({ chunks: 800 })
    expect(await Promise.race([completion, wait(700, 'held')])).to.equal('held')
    body.resume()
    expect(await completion).not.to.have.property('error')
  })

  it('lets a function finish when its reader leaves', async () => {
    for (const read of [true, false]) {
      const runtime = start('large')
      const { body, completion } = await runtime.invokeStreaming({ chunks: 400 })
      if (read) await once(body, 'readable')
      body.destroy()
      expect(await completion).not.to.have.property('error')
      while (!/drains \d+/.test(logs)) await wait(10)
    }
  })

  it('ends what is left when it is closed', async () => {
    const runtime = start('hanging')
    const answers = [runtime.invoke({}), runtime.invoke({})]
    await wait(300)
    await runtime.close()
    for (const { error } of await Promise.all(answers)) expect(error?.errorType).to.equal('Runtime.Closed')
  })

  it('serves a function URL, buffered', async () => {
    const url = await serve(serveBuffered(start('web'), () => {}))
    const answer = await fetch(`${url}/a%20b?url=x&url=y`, {
      method: 'POST',
      body: 'é',
      headers: { cookie: 'q=1; r=2' },
    })
    expect([answer.status, answer.headers.get('x-a'), answer.headers.get('set-cookie')]).to.deep.equal([
      201,
      'b',
      'c=d',
    ])
    expect(await answer.json()).to.deep.include({
      version: '2.0',
      rawPath: '/a%20b',
      rawQueryString: 'url=x&url=y',
      queryStringParameters: { url: 'x,y' },
      cookies: ['q=1', 'r=2'],
      body: 'é',
      isBase64Encoded: false,
    })
    const form = await fetch(url, { method: 'POST', body: new URLSearchParams({ a: '1' }) })
    expect(await form.json()).to.include({ body: 'YT0x', isBase64Encoded: true })
    expect(await (await fetch(`${url}/bare`)).json()).to.deep.equal({ bare: true })
    expect((await fetch(`${url}/throw`)).status).to.equal(502)
    expect((await fetch(`${url}/object`)).status).to.equal(502)
  })

  it('serves a function URL, streaming', async () => {
    const url = await serve(serveStreaming(start('counting'), () => {}))
    const answer = await fetch(url)
    expect([answer.status, answer.headers.get('content-type')]).to.deep.equal([207, 'application/x-ndjson'])
    expect(await answer.text()).to.equal('0\n1\n2\n')
    const broken = await fetch(await serve(serveStreaming(start('midway'), () => {})))
    expect(await broken.text().catch(() => 'cut off')).to.equal('cut off')
    expect((await fetch(await serve(serveStreaming(start('early'), () => {})))).status).to.equal(502)
  })

  it('lets a streaming function finish when the client is killed', async () => {
    const reports: string[] = []
    const url = await serve(serveStreaming(start('counting'), (line) => reports.push(line)))
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
    await once(socket, 'data')
    socket.resetAndDestroy()
    while (reports.length === 0) await wait(20)
    expect(reports[0]).not.to.contain('error')
    expect(logs).to.contain('wrote all')
  })

  it('serves direct invocations', async () => {
    const url = await serve(serveInvocations(start('echo'), () => {}))
    const invoke = (body: string) => fetch(`${url}/2015-03-31/functions/function/invocations`, { method: 'POST', body })
    expect(await (await invoke('[1]')).json()).to.deep.include({ event: [1] })
    expect((await invoke('{')).status).to.equal(400)
    const failed = await await fetch(await serve(serveInvocations(start('throwing'), () => {})), { method: 'POST' })
    expect(failed.headers.get('x-amz-function-error')).to.equal('Unhandled')
  })
})
