import type { Socket } from 'node:net'
import type { TlsOptions } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import type { Attempt } from '../../src/domain/Attempt.ts'
import { traceOf } from '../../src/domain/AttemptTrace.ts'
import type { HopTrace } from '../../src/domain/HopTrace.ts'
import { Phases } from '../../src/domain/Phases.ts'
import { createTransport, type TransportOptions } from '../../src/transport/createTransport.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { certificate, testAuthority } from '../support/faults/server/certificates.ts'
import { type HeardRequest, head, ok, onRequest, response } from '../support/httpMessages.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { send, sendInVain } from '../support/send.ts'
import { serveSockets } from '../support/serveSockets.ts'

type PhaseName = keyof Phases

/** What a trace says, but for how long the phases took. */
type Told = Omit<HopTrace, 'phases'> & { readonly phases?: readonly PhaseName[] }

const CONNECTED: readonly PhaseName[] = ['connectMs']
const ANSWERED: readonly PhaseName[] = ['connectMs', 'firstByteMs']
const WHOLE: readonly PhaseName[] = ['connectMs', 'firstByteMs', 'bodyMs']

const bytes = (received: number, decoded: number = received) => ({ received, decoded })
const to = (location: string): string => response('302 Found', [`location: ${location}`])
const GZIPPED = gzipSync('hello '.repeat(100))
const gzipped = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(head('200 OK', 'content-encoding: gzip', `content-length: ${body.byteLength}`)), body])

/** Says of each request what the server does. */
type Answer = (socket: Socket, request: HeardRequest, number: number) => unknown
const write =
  (answer: string | Uint8Array): Answer =>
  (socket) =>
    socket.write(answer)
const end =
  (answer: string): Answer =>
  (socket) =>
    socket.end(answer)

const toLoopback = async () => [{ address: '127.0.0.1', family: 4 }]

/** The trace, its phases as names; they are in order and no longer than the whole. */
const toldOf = ({ phases, bytes, reused }: HopTrace, durationMs: number): Told => {
  expect(Phases.is(phases ?? {})).to.equal(true)
  const sumMs = Object.values(phases ?? {}).reduce<number>((sum, ms) => sum + Number(ms), 0)
  expect(sumMs).to.be.at.most(durationMs)
  return {
    ...(phases && { phases: Object.keys(phases) as PhaseName[] }),
    ...(bytes && { bytes }),
    ...(reused !== undefined && { reused }),
  }
}

describe('HopRecorder', () => {
  useRealSockets()
  const closing = closeAfterEach()

  const open = async (answer: Answer, options: TransportOptions = {}, tls?: TlsOptions) => {
    let connections = 0
    const server = closing(
      await serveSockets((socket) => {
        const first = connections++ === 0
        onRequest(socket, (request, number) => answer(socket, request, first ? number : -1))
      }, tls),
    )
    return { server, transport: closing(createTransport(options)) }
  }

  describe('tells of a response', () => {
    const rows: ReadonlyArray<readonly [what: string, answer: Answer, told: Told, own?: Partial<Attempt>]> = [
      ['on a fresh connection', write(ok('hello')), { phases: WHOLE, bytes: bytes(5), reused: false }],
      ['that is gzipped', write(gzipped(GZIPPED)), { phases: WHOLE, bytes: bytes(GZIPPED.length, 600), reused: false }],
      ['without a body', write(head('204 No Content')), { phases: WHOLE, bytes: bytes(0), reused: false }],
      [
        'to HEAD',
        write(head('200 OK', 'content-length: 9')),
        { phases: WHOLE, bytes: bytes(0), reused: false },
        { method: 'HEAD' },
      ],
      [
        'after an interim one',
        write(head('103 Hints') + ok('hello')),
        { phases: WHOLE, bytes: bytes(5), reused: false },
      ],
      [
        'that ends with its connection',
        end(`${head('200 OK')}hello`),
        { phases: WHOLE, bytes: bytes(5), reused: false },
      ],
      ['that is an error', write(response('404 No', [], 'none')), { phases: WHOLE, bytes: bytes(4), reused: false }],
      [
        'that is an error whose body stops',
        write(`${head('500 No', 'content-length: 9')}hello`),
        { phases: WHOLE, bytes: bytes(5), reused: false },
        { limitMs: 200 },
      ],
      [
        'that is an error of which the beginning will do',
        write(`${head('500 No', 'content-length: 9')}hello`),
        { phases: WHOLE, bytes: bytes(2), reused: false },
        { maxBodyBytes: 2 },
      ],
    ]
    for (const [what, answer, told, own] of rows)
      it(what, async () => {
        const { server, transport } = await open(answer)
        const startedAtMs = performance.now()
        const answered = await send(transport, server.origin, { traced: true, ...own })
        expect(toldOf(answered, performance.now() - startedAtMs)).to.deep.equal(told)
      })

    it('over TLS', async () => {
      const { server, transport } = await open(write(ok('hello')), { ca: testAuthority() }, certificate('good'))
      const startedAtMs = performance.now()
      const answered = await send(transport, server.origin, { traced: true })
      const phases: PhaseName[] = ['connectMs', 'tlsMs', 'firstByteMs', 'bodyMs']
      expect(toldOf(answered, performance.now() - startedAtMs)).to.deep.equal({
        phases,
        bytes: bytes(5),
        reused: false,
      })
    })

    for (const [what, addresses] of [
      ['whose name had to be resolved', ['127.0.0.1']],
      ['of whose addresses the first refuses', ['127.0.0.2', '127.0.0.1']],
    ] as const)
      it(`from a host ${what}`, async () => {
        const resolve = async () => addresses.map((address) => ({ address, family: 4 }))
        const { server, transport } = await open(write(ok('hello')), { resolve })
        const startedAtMs = performance.now()
        const answered = await send(transport, `http://api.test:${server.port}/`, { traced: true })
        const phases: PhaseName[] = ['dnsMs', 'connectMs', 'firstByteMs', 'bodyMs']
        const told = toldOf(answered, performance.now() - startedAtMs)
        expect(told).to.deep.equal({ phases, bytes: bytes(5), reused: false })
      })

    it('on a kept connection, whoever opened it', async () => {
      const { server, transport } = await open(write(ok('hello')))
      await send(transport, server.origin)
      for (let turn = 0; turn < 2; turn += 1) {
        const startedAtMs = performance.now()
        const answered = await send(transport, server.origin, { traced: true })
        expect(toldOf(answered, performance.now() - startedAtMs)).to.deep.equal({
          phases: ['firstByteMs', 'bodyMs'],
          bytes: bytes(5),
          reused: true,
        })
      }
    })

    it('on the connection that took the place of a kept one', async () => {
      const { server, transport } = await open((socket, _request, number) =>
        number === 1 ? socket.destroy() : socket.write(ok('hello')),
      )
      await send(transport, server.origin, { traced: true })
      const startedAtMs = performance.now()
      const answered = await send(transport, server.origin, { traced: true })
      expect(toldOf(answered, performance.now() - startedAtMs)).to.deep.equal({
        phases: WHOLE,
        bytes: bytes(5),
        reused: false,
      })
    })

    it('of a redirect, its last hop alone, whatever still comes of the first', async () => {
      let redirecting: Socket | undefined
      const { server, transport } = await open((socket, { path }) => {
        if (path === '/') {
          redirecting = socket
          socket.write(`${head('302 Found', 'location: /a', 'content-length: 10')}hello`)
        } else {
          redirecting?.write('world')
          setTimeout(() => socket.write(ok('here')), 20) // the redirect's end is read first
        }
      })
      const startedAtMs = performance.now()
      const answered = await send(transport, server.origin, { traced: true })
      expect(answered).to.include({ hops: 2, url: `${server.origin}/a` })
      expect(toldOf(answered, performance.now() - startedAtMs)).to.deep.equal({
        phases: WHOLE,
        bytes: bytes(4),
        reused: false,
      })
    })
  })

  describe('tells of a failure', () => {
    type Row = readonly [
      what: string,
      answer: Answer,
      kind: string,
      told: Told,
      own?: Partial<Attempt>,
      options?: TransportOptions,
    ]
    const rows: readonly Row[] = [
      ['that is a cut before the head', end(''), 'socket', { phases: CONNECTED, reused: false }],
      ['that is no HTTP', end('nonsense\r\n'), 'protocol', { phases: CONNECTED, reused: false }],
      [
        'that is a cut in the body',
        end(`${head('200 OK', 'content-length: 9')}hello`),
        'socket',
        { phases: ANSWERED, bytes: bytes(5), reused: false },
      ],
      [
        'that is a cut in a gzipped body',
        end(`${head('200 OK', 'content-encoding: gzip', 'content-length: 9')}hello`),
        'socket',
        { phases: ANSWERED, bytes: bytes(5, 0), reused: false },
      ],
      [
        'to decode the body',
        write(gzipped(Buffer.from('hello'))),
        'parse',
        { phases: WHOLE, bytes: bytes(5, 0), reused: false },
      ],
      [
        'of a body that is announced as too large',
        write(`${head('200 OK', 'content-length: 9')}hello`),
        'too-large',
        { phases: ANSWERED, bytes: bytes(0), reused: false },
        { maxBodyBytes: 8 },
      ],
      [
        'of a body that gets too large',
        write(`${head('200 OK', 'connection: close')}hello`),
        'too-large',
        { phases: ANSWERED, bytes: bytes(4), reused: false },
        { maxBodyBytes: 4 },
      ],
      [
        'that is a redirect to nowhere',
        write(to('http://[')),
        'redirect',
        { phases: WHOLE, bytes: bytes(0), reused: false },
      ],
      ['to agree on TLS', write(ok('')), 'tls', { phases: CONNECTED }, {}, { ca: testAuthority() }],
    ]
    for (const [what, answer, kind, told, own, options] of rows)
      it(what, async () => {
        const { server, transport } = await open(answer, options, kind === 'tls' ? certificate('untrusted') : undefined)
        const startedAtMs = performance.now()
        const error = await sendInVain(transport, server.origin, { traced: true, ...own })
        const durationMs = performance.now() - startedAtMs
        expect(error.kind).to.equal(kind)
        const trace = traceOf(error)
        expect(trace).to.include({ url: `${server.origin}/`, hops: 1 })
        expect(toldOf(trace ?? {}, durationMs)).to.deep.equal(told)
      })

    /** No process serves tcpmux any more, and the port is never given out to clients. */
    const REFUSED = 'http://api.test:1/'
    const never = () => new Promise<never>(() => {})
    const unknown = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }))
    const unconnected: ReadonlyArray<readonly [what: string, options: TransportOptions, kind: string, told: Told]> = [
      ['to connect', { resolve: toLoopback }, 'connect', { phases: ['dnsMs'] }],
      ['to resolve the name', { resolve: unknown }, 'dns', { phases: ['dnsMs'] }],
      ['to resolve the name in time', { resolve: never, connectTimeoutMs: 50 }, 'timeout', {}],
    ]
    for (const [what, options, kind, told] of unconnected)
      it(what, async () => {
        const transport = closing(createTransport(options))
        const startedAtMs = performance.now()
        const error = await sendInVain(transport, REFUSED, { traced: true })
        const durationMs = performance.now() - startedAtMs
        expect(error.kind).to.equal(kind)
        expect(toldOf(traceOf(error) ?? {}, durationMs)).to.deep.equal(told)
      })

    it('of a closed transport where it was to go, without its credentials', async () => {
      const transport = createTransport()
      await transport.close()
      const error = await sendInVain(transport, 'http://user:pass@api.test/x', { traced: true })
      expect(traceOf(error)).to.deep.equal({ url: 'http://api.test/x', hops: 1 })
    })

    it('of a later hop nothing that belongs to the first', async () => {
      const { server, transport } = await open(write(to('http://127.0.0.1:1/')))
      const error = await sendInVain(transport, server.origin, { traced: true })
      expect(error.kind).to.equal('connect')
      expect(traceOf(error)).to.deep.equal({ url: 'http://127.0.0.1:1/', hops: 2 })
    })
  })

  describe('keeps to itself what would tell what is behind the guard:', () => {
    const rows: ReadonlyArray<readonly [what: string, location: string]> = [
      ['an address', 'http://127.0.0.2/'],
      ['a name that is refused by its form', 'http://localhost/'],
      ['a name that resolves to what is refused', 'http://api.test/'],
    ]
    const resolve = async () => [{ address: '127.0.0.2', family: 4 }]
    const guarded: TransportOptions = { addresses: { allow: ['127.0.0.1'] }, resolve }
    for (const [what, location] of rows) {
      it(what, async () => {
        const error = await sendInVain(closing(createTransport(guarded)), location, { traced: true })
        expect(error.kind).to.equal('blocked')
        expect(traceOf(error)).to.deep.equal({ url: location, hops: 1 })
      })

      it(`${what}, behind a redirect`, async () => {
        const { server, transport } = await open(write(to(location)), guarded)
        const error = await sendInVain(transport, server.origin, { traced: true })
        expect(error.kind).to.equal('blocked')
        expect(traceOf(error)).to.deep.equal({ url: location, hops: 2 })
      })
    }
  })

  it('is not there where nobody asks', async () => {
    const { server, transport } = await open((socket, { path }) =>
      path === '/' ? socket.write(ok('')) : socket.end(''),
    )
    expect(await send(transport, server.origin)).to.have.all.keys('status', 'headers', 'body', 'url')
    expect(traceOf(await sendInVain(transport, `${server.origin}/cut`))).to.equal(undefined)
  })
})
