import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { collectBatch } from '../../src/collectBatch.ts'
import type { FetchResult } from '../../src/domain/FetchResult.ts'
import { createTransport } from '../../src/transport/createTransport.ts'
import { decodeContent } from '../../src/transport/decodeContent.ts'
import { toTransportError } from '../../src/transport/toTransportError.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { certificate, testAuthority } from '../support/faults/server/certificates.ts'
import { type HeardRequest, head, ok, onRequest, response } from '../support/httpMessages.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { send, sendInVain, textOf } from '../support/send.ts'
import { serveDns } from '../support/serveDns.ts'
import { serveSockets } from '../support/serveSockets.ts'

type Answer = (socket: Socket, request: HeardRequest, number: number) => void

const kindOf = (result: FetchResult) => (result.outcome === 'failure' ? result.error.kind : 'success')

describe('a transport among peers that misbehave', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const open = async (answer: Answer) => {
    const server = closing(
      await serveSockets((socket) => onRequest(socket, (request, n) => answer(socket, request, n))),
    )
    return { server, transport: closing(createTransport()) }
  }

  describe('createTransport', () => {
    it('fails attempts after close as aborted', async () => {
      const { server } = await open((socket) => socket.write(ok('')))
      const transport = createTransport()
      await transport.close()
      const error = await sendInVain(transport, server.origin).finally(() => transport.close())
      assert.equal(error.kind, 'aborted')
    })

    it('leaves no socket when it is closed under a running batch', async () => {
      const { server } = await open(() => {})
      const transport = createTransport()
      const batch = collectBatch(
        [1, 2, 3].map((n) => `${server.origin}/${n}`),
        { transport, concurrency: 1, retries: 0, timeoutMs: 500 },
      )
      await server.connected(0)
      await transport.close()
      const results = await batch
      await transport.close()
      assert.deepEqual(results.map(kindOf), ['aborted', 'aborted', 'aborted'])
      assert.equal(server.accepted, 1)
    })

    for (const ca of [5, {}, null, 'garbage', ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'], []]) {
      it(`refuses ca: ${JSON.stringify(ca)}`, () => {
        assert.throws(() => createTransport({ ca } as never), TypeError)
      })
    }

    for (const answer of [undefined, null, [null], {}]) {
      it(`survives a resolve that answers ${JSON.stringify(answer)}: no unhandled rejection, no waiting for the clock`, async () => {
        const listeners = process.listeners('unhandledRejection')
        process.removeAllListeners('unhandledRejection')
        const unhandled: unknown[] = []
        process.on('unhandledRejection', (error) => unhandled.push(error))
        const transport = closing(createTransport({ resolve: async () => answer as never, connectTimeoutMs: 300 }))
        const error = await sendInVain(transport, 'http://api.test/')
        process.removeAllListeners('unhandledRejection')
        for (const listener of listeners) process.on('unhandledRejection', listener)
        assert.deepEqual(unhandled, [])
        assert.equal(error.kind, 'dns')
      })
    }
  })

  describe('undiciTransport', () => {
    it('follows the first location, if there are several', async () => {
      const { server, transport } = await open((socket, { path }) =>
        socket.write(path === '/' ? response('302 Found', ['location: /first', 'location: /second']) : ok(path)),
      )
      assert.equal(textOf(await send(transport, server.origin)), '/first')
    })

    it('sends a host field of the request only to its origin', async () => {
      const hosts: Array<string | undefined> = []
      const other = await open((socket, { headers }) => {
        hosts.push(headers.host)
        socket.write(ok(''))
      })
      const { server, transport } = await open((socket) =>
        socket.write(response('302 Found', [`location: ${other.server.origin}/`])),
      )
      await send(transport, server.origin, { headers: { host: 'virtual.example' } })
      assert.deepEqual(hosts, [other.server.origin.slice(7)])
    })
  })

  describe('exchange', () => {
    for (const [where, bytes] of [
      ['in a chunk', '5\r\nhel'],
      ['between chunks', '5\r\nhello\r\n'],
      ['in the last chunk', '5\r\nhello\r\n0\r\n'],
    ] as const) {
      it(`fails as cut off ${where} of a connection that closes`, async () => {
        const { server, transport } = await open((socket) =>
          socket.end(head('200 OK', 'connection: close', 'transfer-encoding: chunked') + bytes),
        )
        assert.equal((await sendInVain(transport, server.origin)).kind, 'socket')
      })
    }

    it('fails as cut off by a reset in a body to the end of the connection', async () => {
      const { server, transport } = await open((socket) =>
        socket.write(`${head('200 OK')}hello`, () => socket.resetAndDestroy()),
      )
      assert.equal((await sendInVain(transport, server.origin)).kind, 'socket')
    })

    it('fails as cut off by such a reset under TLS', async () => {
      const server = closing(
        await serveSockets((raw) => {
          const socket = new TLSSocket(raw, { isServer: true, ...certificate('good') })
          socket.on('error', () => {})
          onRequest(socket, () => socket.write(`${head('200 OK')}hello`, () => raw.resetAndDestroy()))
        }),
      )
      const transport = closing(createTransport({ ca: testAuthority() }))
      assert.equal((await sendInVain(transport, `https://127.0.0.1:${server.port}`)).kind, 'socket')
    })

    it('takes a body to the end of the connection for whole where a reset follows that end', async () => {
      const { server, transport } = await open((socket) =>
        socket.end(`${head('200 OK')}hello`, () => socket.resetAndDestroy()),
      )
      assert.equal(textOf(await send(transport, server.origin)), 'hello')
    })

    it('takes the length of a 304 for that of what it stands for', async () => {
      const { server, transport } = await open((socket) =>
        socket.write(head('304 Not Modified', 'content-length: 5000')),
      )
      assert.equal((await send(transport, server.origin, { maxBodyBytes: 1000 })).status, 304)
    })

    it('does not send again what failed on a new socket of a server that closes after each response', async () => {
      const asked: string[] = []
      const { server, transport } = await open((socket, { path }) => {
        asked.push(path)
        if (path === '/2') socket.destroy()
        else socket.end(response('200 OK', ['connection: close']))
      })
      await collectBatch([`${server.origin}/1`, `${server.origin}/2`], { transport, concurrency: 1, retries: 0 })
      assert.deepEqual(asked, ['/1', '/2'])
    })
  })

  describe('decodeContent', () => {
    it('limits what is decoded, not what is on the way to it', () => {
      const bytes = randomBytes(1_000)
      assert.deepEqual(decodeContent(gzipSync(gzipSync(bytes)), ['gzip', 'gzip'], 1_000, {}), bytes)
    })
  })

  describe('resolveHost', () => {
    it('is content with IPv4 in time while nobody answers about IPv6', async () => {
      closing(await serveDns((_, type) => (type === 'A' ? [[127, 0, 0, 1]] : 'silence')))
      const { server, transport } = await open((socket) => socket.write(ok('')))
      assert.equal((await send(transport, `http://api.test:${server.port}/`)).status, 200)
    })
  })

  describe('toTransportError', () => {
    for (const thrown of [null, undefined]) {
      it(`takes ${thrown} for unexpected`, () => {
        assert.equal(toTransportError(thrown, false, 65_536).kind, 'unexpected')
      })
    }
  })
})
