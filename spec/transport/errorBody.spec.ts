import { randomBytes } from 'node:crypto'
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect } from 'chai'
import { collectBatch } from '../../src/collectBatch.ts'
import type { FetchOptions } from '../../src/index.ts'
import { createTransport } from '../../src/transport/createTransport.ts'
import { errorBodyMs, readBeginning } from '../../src/transport/errorBody.ts'
import { atOnce } from '../support/atOnce.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { head, ok, onRequest, response } from '../support/httpMessages.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { send } from '../support/send.ts'
import { serveSockets } from '../support/serveSockets.ts'

const TEXT = 'content-type: text/plain'
const CHUNKED = 'transfer-encoding: chunked'
const GZIP = 'content-encoding: gzip'
const LONG = randomBytes(100_000).toString('hex')

describe('errorBodyMs', () => {
  for (const [leftMs, ms] of [
    [Number.POSITIVE_INFINITY, 1_000],
    [10_000, 1_000],
    [1_400, 1_000],
    [400, 300],
    [20, 15],
    [0, 0],
    [-5, 0],
  ] as const)
    it(`is ${ms} where ${leftMs} are left`, () => {
      expect(errorBodyMs(leftMs)).to.equal(ms)
    })
})

/** A frame whose end is soon enough, and the rest. */
const zstdFrames = (bytes: string | Uint8Array): Buffer =>
  Buffer.concat([zstdCompressSync(bytes.slice(0, 6_000)), zstdCompressSync(bytes.slice(6_000))])

const quickBrotli = (bytes: string | Uint8Array): Buffer =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })

describe('readBeginning', () => {
  const CODINGS = { gzip: gzipSync, deflate: deflateSync, br: quickBrotli, zstd: zstdFrames }
  for (const [coding, encode] of Object.entries(CODINGS)) {
    it(`decodes ${coding} as far as it is there`, () => {
      const beginning = readBeginning(encode(LONG).subarray(0, 12_000), [coding], 4_000)
      expect(Buffer.from(beginning).toString()).to.equal(LONG.slice(0, 4_000))
    })

    it(`decodes no more of a bomb of ${coding} than is wanted`, () => {
      const beginning = readBeginning(encode(Buffer.alloc(50_000_000)), [coding], 4_000)
      expect(beginning.byteLength).to.be.within(0, 4_000)
    })
  }

  it('takes text that is called gzip for text, also where its last character is cut', () => {
    expect(readBeginning(Buffer.from('no: é').subarray(0, -1), ['gzip'], 100)).to.deep.equal(
      Buffer.from('no: é').subarray(0, -1),
    )
  })

  it('is empty for bytes that are neither gzip nor text', () => {
    expect(readBeginning(Uint8Array.of(0xff, 0xfe, 0xfd), ['gzip'], 100)).to.have.lengthOf(0)
  })
})

describe('a status that is an error', () => {
  useRealSockets()
  const closing = closeAfterEach()

  /** What becomes of a socket that has sent its answer. */
  type Fate = 'end' | 'reset' | 'stall'

  /** A server that sends these bytes for each request. */
  const open = (bytes: ReadonlyArray<string | Uint8Array>, fate: Fate) =>
    serveSockets((socket) =>
      onRequest(socket, () => {
        const all = Buffer.concat(bytes.map((part) => Buffer.from(part)))
        if (fate === 'end') socket.end(all)
        else if (fate === 'stall') socket.write(all)
        else socket.write(all, () => setTimeout(() => socket.resetAndDestroy(), 20))
      }),
    )
  const serve = async (...server: Parameters<typeof open>) => closing(await open(...server))

  const BODIES: ReadonlyArray<
    readonly [what: string, fate: Fate, fields: readonly string[], bytes: string | Uint8Array, body: unknown]
  > = [
    ['cut off', 'end', [TEXT, 'content-length: 100'], 'slow down', 'slow down'],
    ['cut off before its body', 'end', [TEXT, 'content-length: 100'], '', null],
    ['cut off in a chunk', 'end', [TEXT, CHUNKED], '9\r\nslow', 'slow'],
    ['reset', 'reset', [TEXT, 'content-length: 100'], 'slow down', 'slow down'],
    ['stalled', 'stall', [TEXT, 'content-length: 100'], 'slow down', 'slow down'],
    ['stalled before its body', 'stall', [TEXT, 'content-length: 100'], '', null],
    ['stalled without an end', 'stall', [TEXT], 'slow down', 'slow down'],
    ['in bad chunks', 'stall', [TEXT, CHUNKED], '4\r\nslow\r\nzz\r\n', 'slow'],
    ['in JSON that is cut', 'end', ['content-type: application/json', 'content-length: 100'], '{"a":', '{"a":'],
    ['called gzip', 'stall', [TEXT, GZIP, 'content-length: 9'], 'slow down', 'slow down'],
    [
      'in gzip that is cut',
      'end',
      [TEXT, GZIP, 'content-length: 90'],
      gzipSync('slow down').subarray(0, -8),
      'slow down',
    ],
    ['in gzip that stalls', 'stall', [TEXT, GZIP, 'content-length: 90'], gzipSync('slow down'), 'slow down'],
    ['over the limit by its length', 'stall', [TEXT, `content-length: ${2e9}`], LONG, LONG.slice(0, 16_384)],
    ['over the limit', 'stall', [TEXT], LONG, LONG.slice(0, 16_384)],
    ['a bomb', 'stall', [TEXT, GZIP], Buffer.concat([gzipSync(LONG), Buffer.alloc(50)]), undefined],
  ]
  type Row = {
    readonly title: string
    readonly answer: ReadonlyArray<string | Uint8Array>
    readonly fate: Fate
    readonly options: FetchOptions
    /** What the error says among other things. */
    readonly error: object
  }
  /** Only 404 shows all bodies. */
  const ERRORS = ['404 Not Found', '500 Oops', '304 Not Modified', '300 Multiple Choices', '302 Found'].flatMap(
    (status): readonly Row[] =>
      BODIES.filter(([what]) => status === '404 Not Found' || what === 'cut off before its body').map(
        ([what, fate, fields, bytes, body]) => ({
          title: `is told of a ${status} whose body is ${what}`,
          answer: [head(status, 'x-id: 7', ...fields), bytes],
          fate,
          options: { retryStatuses: [], maxBodyBytes: 50_000 },
          error: { kind: 'status', status: Number.parseInt(status, 10), ...(body === undefined ? {} : { body }) },
        }),
      ),
  )
  const WAITS = (['end', 'reset', 'stall'] as const).map(
    (fate): Row => ({
      title: `says how long to wait though its body comes to a bad end (${fate})`,
      answer: [head('429 X', 'retry-after: 61', 'content-length: 100'), 'slow down'],
      fate,
      options: {},
      error: { kind: 'rate-limited', retryAfterMs: 61_000 },
    }),
  )
  const IN_A_HURRY: Row = {
    title: 'is told before the clock of an attempt that has less than a second for its body',
    answer: [head('404 X', TEXT, 'content-length: 100'), 'slow'],
    fate: 'stall',
    options: { timeoutMs: 1_200 },
    error: { kind: 'status', status: 404, body: 'slow' },
  }
  const rows = [...ERRORS, ...WAITS, IN_A_HURRY]

  /** A clock that none needs, however busy the machine is: what stalls has a patience of its own. */
  const AMPLE = { timeoutMs: 60_000, totalTimeoutMs: 60_000 }
  const resultOf = atOnce(rows, async ({ answer, fate, options }) => {
    const server = await open(answer, fate)
    const [result] = await collectBatch([server.origin], { ...AMPLE, ...options })
    await server.close()
    return result
  })
  for (const row of rows)
    it(row.title, async () => {
      const result = await resultOf(row)
      expect(result).to.deep.include({ outcome: 'failure', attempts: 1 })
      expect(result).to.have.property('error').that.deep.includes(row.error)
    })

  it('waits a second for its body where the attempt has more', async () => {
    const server = await serve([head('503 X', TEXT, 'content-length: 100'), 'slow'], 'stall')
    const beganAtMs = performance.now()
    const answer = await send(closing(createTransport()), server.origin)
    expect(performance.now() - beganAtMs).to.be.within(990, 5_000)
    expect([answer.status, Buffer.from(answer.body).toString()]).to.deep.equal([503, 'slow'])
    await server.closed(0)
  })

  it('keeps its connection where its body is whole in time', async () => {
    const server = closing(
      await serveSockets((socket) =>
        onRequest(socket, ({ path }) => {
          if (path === '/ok') socket.write(ok('fine'))
          else {
            socket.write(head('404 No', TEXT, 'content-length: 4'))
            setTimeout(() => socket.write('late'), 30)
          }
        }),
      ),
    )
    const transport = closing(createTransport())
    const answer = await send(transport, server.origin)
    expect(Buffer.from(answer.body).toString()).to.equal('late')
    await send(transport, `${server.origin}/ok`)
    expect(server.accepted).to.equal(1)
  })

  it('closes its socket at once when it is unsubscribed from while its body is waited for', async () => {
    const server = await serve([head('503 X', 'content-length: 100')], 'stall')
    const transport = closing(createTransport())
    const controller = new AbortController()
    const batch = collectBatch([server.origin], { transport, signal: controller.signal })
    await server.connected(0)
    setTimeout(() => controller.abort(), 50)
    const [result] = await batch
    expect(result).to.have.nested.property('error.kind', 'aborted')
    await server.closed(0)
  })

  it('is nothing for a success, whose body must be whole', async () => {
    const server = await serve([head('200 OK', TEXT, 'content-length: 100'), 'half'], 'end')
    const [result] = await collectBatch([server.origin], { retries: 0 })
    expect(result).to.have.nested.property('error.kind', 'socket')
  })

  it('is told of a chain of redirects too, with where it led', async () => {
    const server = closing(
      await serveSockets((socket) =>
        onRequest(socket, ({ path }) =>
          socket.end(path === '/' ? response('302 Found', ['location: /there']) : head('503 X', 'content-length: 9')),
        ),
      ),
    )
    const answer = await send(closing(createTransport()), server.origin)
    expect([answer.status, answer.url, answer.hops]).to.deep.equal([503, `${server.origin}/there`, 2])
  })
})
