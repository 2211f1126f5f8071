import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { collectBatch } from '../../src/collectBatch.ts'
import type { FetchError } from '../../src/domain/FetchError.ts'
import { createTransport } from '../../src/transport/createTransport.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { type HeardRequest, head, ok, onRequest, response } from '../support/httpMessages.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { attemptAt, send, sendInVain, textOf } from '../support/send.ts'
import { serveSockets } from '../support/serveSockets.ts'

const CUT_OFF = { kind: 'socket', message: 'The connection was cut off' }
const TEXT = 'content-type: text/plain'
const CHUNKED = 'transfer-encoding: chunked'

const tooLarge = (limitBytes: number): FetchError => ({
  kind: 'too-large',
  message: `The response's body is larger than ${limitBytes} bytes`,
  part: 'body',
  limitBytes,
})

describe('Exchange', () => {
  useRealSockets()
  const closing = closeAfterEach()

  /** A server that does this with each request, and a transport to it. */
  const open = async (answer: (socket: Socket, request: HeardRequest, number: number) => void) => {
    const server = closing(
      await serveSockets((socket) => onRequest(socket, (request, number) => answer(socket, request, number))),
    )
    return { server, transport: closing(createTransport()) }
  }

  const openSending = (...bytes: ReadonlyArray<string | Uint8Array>) =>
    open((socket) => {
      for (const part of bytes) socket.write(part)
    })

  describe('sending', () => {
    it('sends method, path, query and body as they are', async () => {
      const heard: HeardRequest[] = []
      const { server, transport } = await open((socket, request) => {
        heard.push(request)
        socket.write(ok(''))
      })
      await send(transport, `${server.origin}/a%20b?c=d&e#f`, { method: 'PUT', body: 'sent', headers: { 'x-a': 'b' } })
      expect(heard).to.deep.equal([
        {
          method: 'PUT',
          path: '/a%20b?c=d&e',
          headers: {
            host: server.origin.slice('http://'.length),
            connection: 'keep-alive',
            'x-a': 'b',
            'content-length': '4',
          },
          body: 'sent',
        },
      ])
    })

    it('sends bytes as they are', async () => {
      const bodies: string[] = []
      const { server, transport } = await open((socket, { body }) => {
        bodies.push(body)
        socket.write(ok(''))
      })
      await send(transport, server.origin, { method: 'POST', body: Uint8Array.of(0, 255, 13, 10) })
      await send(transport, server.origin, { method: 'POST', body: Uint8Array.of(1, 2, 3, 4).subarray(1, 3) })
      expect(bodies).to.deep.equal(['\0\xff\r\n', '\x02\x03'])
    })

    it('sends a method that nobody knows', async () => {
      const { server, transport } = await open((socket, { method }) => socket.write(ok(method)))
      expect(textOf(await send(transport, server.origin, { method: 'PURGE' }))).to.equal('PURGE')
    })
  })

  describe('reading a body', () => {
    const wholes: Record<string, readonly string[]> = {
      'of a length': [response('200 OK', [TEXT], 'hello')],
      'in chunks': [head('200 OK', TEXT, CHUNKED), '3\r\nhel\r\n', '2;extension\r\nlo\r\n', '0\r\ntrailer: x\r\n\r\n'],
      'of many small pieces': [head('200 OK', TEXT, CHUNKED), ...[...'hello'].map((c) => `1\r\n${c}\r\n`), '0\r\n\r\n'],
      'after interim responses': [
        head('102 Processing'),
        head('103 Early Hints', 'link: </style.css>', 'content-length: 3'),
        head('103 Early Hints'),
        response('200 OK', [TEXT], 'hello'),
      ],
    }
    for (const [kind, bytes] of Object.entries(wholes)) {
      it(`reads one ${kind}`, async () => {
        const { server, transport } = await openSending(...bytes)
        const first = await send(transport, server.origin)
        expect([first.status, textOf(first)]).to.deep.equal([200, 'hello'])
        expect(first.headers['content-type']).to.equal('text/plain')
      })
    }

    it('reads one to the end of the connection', async () => {
      const { server, transport } = await open((socket) => socket.end(`${head('200 OK', TEXT)}hello`))
      expect(textOf(await send(transport, server.origin))).to.equal('hello')
    })

    it('reads one that the server ends with the connection', async () => {
      const { server, transport } = await open((socket) => socket.end(ok('hello')))
      expect(textOf(await send(transport, server.origin))).to.equal('hello')
    })

    it('reads one of megabytes', async () => {
      const bytes = Buffer.alloc(5_000_000, 'rx')
      const { server, transport } = await openSending(head('200 OK', `content-length: ${bytes.length}`), bytes)
      const { body } = await send(transport, server.origin, { maxBodyBytes: bytes.length })
      expect(bytes.equals(body)).to.equal(true)
    })

    const bodiless: Record<string, { method?: string; bytes: string }> = {
      'HEAD, whatever its length says': { method: 'HEAD', bytes: head('200 OK', TEXT, 'content-length: 5000000') },
      'HEAD, whatever its encoding says': { method: 'HEAD', bytes: head('200 OK', 'content-encoding: gzip') },
      '204': { bytes: head('204 No Content') },
      '204 with a content encoding': { bytes: head('204 No Content', 'content-encoding: gzip') },
      '205': { bytes: response('205 Reset Content', []) },
      '304 with the length of what it stands for': { bytes: head('304 Not Modified', 'content-length: 5000') },
      'a length of 0': { bytes: response('200 OK', ['content-encoding: gzip']) },
    }
    for (const [kind, { method = 'GET', bytes }] of Object.entries(bodiless)) {
      it(`finds none after ${kind}`, async () => {
        const { server, transport } = await openSending(bytes)
        expect((await send(transport, server.origin, { method })).body.byteLength).to.equal(0)
      })
    }
  })

  describe('when the connection ends early', () => {
    const cut: Record<string, readonly string[]> = {
      'before any byte': [],
      'in the status line': ['HTTP/1.1 20'],
      'in the head': ['HTTP/1.1 200 OK\r\ncontent-le'],
      'after interim responses': [head('103 Early Hints')],
      'before the body': [head('200 OK', 'content-length: 5')],
      'in a body of a length': [head('200 OK', 'content-length: 5'), 'hel'],
      'in a body of a length of a connection that closes': [
        head('200 OK', 'connection: close', 'content-length: 5'),
        'hel',
      ],
      'in a chunk': [head('200 OK', CHUNKED), '5\r\nhel'],
      'between chunks': [head('200 OK', CHUNKED), '5\r\nhello\r\n'],
      'in the last chunk': [head('200 OK', CHUNKED), '5\r\nhello\r\n0\r\n'],
    }
    for (const [where, bytes] of Object.entries(cut)) {
      it(`fails as cut off ${where}`, async () => {
        const { server, transport } = await open((socket) => socket.end(bytes.join('')))
        expect(await sendInVain(transport, server.origin)).to.deep.include(CUT_OFF)
        await server.closed(0)
      })

      it(`fails as cut off by a reset ${where}`, async () => {
        const { server, transport } = await open((socket) => {
          if (bytes.length === 0) socket.resetAndDestroy()
          else socket.write(bytes.join(''), () => socket.resetAndDestroy())
        })
        expect(await sendInVain(transport, server.origin)).to.deep.include(CUT_OFF)
      })
    }
  })

  describe('limiting the body', () => {
    const LIMIT = 1_000
    const COMPRESSED = gzipSync(Buffer.alloc(LIMIT + 1))
    const zeros = (bytes: number) => '0'.repeat(bytes)
    const limited = { maxBodyBytes: LIMIT }

    it('takes a body of exactly the limit', async () => {
      const { server, transport } = await openSending(ok(zeros(LIMIT)))
      expect((await send(transport, server.origin, limited)).body.byteLength).to.equal(LIMIT)
    })

    const excesses: Record<string, readonly [string, ...Array<string | Uint8Array>]> = {
      'a length over it, without waiting for the body': [head('200 OK', `content-length: ${LIMIT + 1}`)],
      'a huge length, without waiting for the body': [head('200 OK', 'content-length: 1125899906842624')],
      'an endless chunk': [head('200 OK', CHUNKED), 'ffffff\r\n', zeros(LIMIT + 1)],
      'endless chunks': [head('200 OK', CHUNKED), ...Array.from({ length: 11 }, () => `64\r\n${zeros(100)}\r\n`)],
      'a body without an end': [head('200 OK'), zeros(LIMIT + 1)],
      'what a whole body decodes to': [
        head('200 OK', 'content-encoding: gzip', `content-length: ${COMPRESSED.length}`),
        COMPRESSED,
      ],
    }
    for (const [excess, bytes] of Object.entries(excesses)) {
      it(`refuses ${excess}, and closes the socket`, async () => {
        const { server, transport } = await openSending(...bytes)
        expect(await sendInVain(transport, server.origin, limited)).to.deep.equal(tooLarge(LIMIT))
        await server.closed(0)
      })
    }

    it('refuses endless bytes under a content encoding before they end', async () => {
      const { server, transport } = await openSending(
        head('200 OK', 'content-encoding: gzip', CHUNKED),
        `ffffff\r\n${zeros(LIMIT + 65_537)}`,
      )
      expect(await sendInVain(transport, server.origin, limited)).to.deep.equal(tooLarge(LIMIT))
      await server.closed(0)
    })

    it('takes a body that its encoding makes larger than the limit', async () => {
      const stored = gzipSync(zeros(LIMIT), { level: 0 })
      expect(stored.length).to.be.greaterThan(LIMIT)
      const { server, transport } = await openSending(
        head('200 OK', 'content-encoding: gzip', `content-length: ${stored.length}`),
        stored,
      )
      expect((await send(transport, server.origin, limited)).body.byteLength).to.equal(LIMIT)
    })

    it('fails at once: what is too large is not tried again', async () => {
      let asked = 0
      const { server, transport } = await open((socket) => {
        asked += 1
        socket.write(ok(zeros(LIMIT + 1)))
      })
      const [result] = await collectBatch([server.origin], { transport, maxBodyBytes: LIMIT, retryDelayMs: 1 })
      expect(result).to.deep.include({ error: tooLarge(LIMIT), attempts: 1 })
      expect(asked).to.equal(1)
    })
  })

  describe('when the server closes a kept connection just as it is used again', () => {
    /** Answers the first request of each connection and closes it at the second; `asked` counts both. */
    const openForgetful = async () => {
      const asked: string[] = []
      const opened = await open((socket, { method }, number) => {
        asked.push(method)
        if (number === 0) socket.write(ok('fine'))
        else socket.destroy()
      })
      await send(opened.transport, opened.server.origin)
      asked.length = 0
      return { ...opened, asked }
    }

    for (const method of ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']) {
      it(`sends a ${method} once more, which counts as the same attempt`, async () => {
        const { server, transport, asked } = await openForgetful()
        const [result] = await collectBatch([{ url: server.origin, method }], { transport, retries: 0 })
        expect(result).to.deep.include({ outcome: 'success', attempts: 1 })
        expect(asked).to.deep.equal([method, method])
        expect(server.accepted).to.equal(2)
      })
    }

    for (const method of ['POST', 'PATCH', 'PURGE', 'PUT', 'DELETE', 'PROPFIND']) {
      it(`does not send a ${method} once more`, async () => {
        const { server, transport, asked } = await openForgetful()
        expect(await sendInVain(transport, server.origin, { method, body: 'once' })).to.deep.include(CUT_OFF)
        expect(asked).to.deep.equal([method])
      })
    }

    it('does not send a GET once more that may not be sent twice', async () => {
      const { server, transport, asked } = await openForgetful()
      expect(await sendInVain(transport, server.origin, { resendable: false })).to.deep.include(CUT_OFF)
      expect(asked).to.deep.equal(['GET'])
    })

    for (const [request, outcome, times] of [
      [{ method: 'DELETE', retries: 0 }, 'failure', 1],
      [{ method: 'PUT', body: 'x', retries: 0 }, 'failure', 1],
      [{ method: 'GET', idempotent: false, retries: 2 }, 'failure', 1],
      [{ method: 'GET', idempotent: true, retries: 0 }, 'success', 2],
      [{ method: 'DELETE', idempotent: true, retries: 0 }, 'failure', 1],
    ] as const) {
      it(`asks ${times} times for ${JSON.stringify(request)}`, async () => {
        const { server, transport, asked } = await openForgetful()
        const [result] = await collectBatch([{ url: server.origin, ...request }], { transport, retryDelayMs: 1 })
        expect(result).to.include({ outcome, attempts: 1 })
        expect(asked).to.have.lengthOf(times)
      })
    }

    it('sends the body again too', async () => {
      const bodies: string[] = []
      const { server, transport } = await open((socket, { body }, number) => {
        bodies.push(body)
        if (number === 0) socket.write(ok('fine'))
        else socket.destroy()
      })
      await send(transport, server.origin)
      await send(transport, server.origin, { method: 'QUERY', body: Uint8Array.of(65, 66) })
      expect(bodies).to.deep.equal(['', 'AB', 'AB'])
    })

    it('sends it once more only once', async () => {
      let asked = 0
      const { server, transport } = await open((socket) => {
        asked += 1
        if (asked === 1) socket.write(ok('fine'))
        else socket.destroy()
      })
      await send(transport, server.origin)
      expect(await sendInVain(transport, server.origin)).to.deep.include(CUT_OFF)
      expect(asked).to.equal(3)
    })

    it('does not send it once more when the response has begun', async () => {
      let asked = 0
      const { server, transport } = await open((socket) => {
        asked += 1
        if (asked === 1) socket.write(ok('fine'))
        else socket.end(`${head('200 OK', 'content-length: 5')}hel`)
      })
      await send(transport, server.origin)
      expect(await sendInVain(transport, server.origin)).to.deep.include(CUT_OFF)
      expect(asked).to.equal(2)
    })

    it('does not send the first request of a connection once more', async () => {
      let asked = 0
      const { server, transport } = await open((socket) => {
        asked += 1
        socket.destroy()
      })
      expect(await sendInVain(transport, server.origin)).to.deep.include(CUT_OFF)
      expect(asked).to.equal(1)
    })

    it('does not send the first request of a new connection once more, also after one that the server ended', async () => {
      const asked: string[] = []
      const { server, transport } = await open((socket, { path }) => {
        asked.push(path)
        if (path === '/2') socket.destroy()
        else socket.end(response('200 OK', ['connection: close']))
      })
      const urls = [`${server.origin}/1`, `${server.origin}/2`]
      const [, second] = await collectBatch(urls, { transport, concurrency: 1, retries: 0 })
      expect(second).to.have.nested.property('error.kind', 'socket')
      expect(asked).to.deep.equal(['/1', '/2'])
    })

    it('closes the second socket when it is unsubscribed from', async () => {
      const { server, transport } = await open((socket, _, number) => {
        if (server.accepted === 2) return
        if (number === 0) socket.write(ok('fine'))
        else socket.destroy()
      })
      await send(transport, server.origin)
      const subscription = transport(attemptAt(server.origin)).subscribe()
      await server.connected(1)
      subscription.unsubscribe()
      await server.closed(1)
    })
  })
})
