import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { expect } from 'chai'
import { collectBatch } from '../../src/collectBatch.ts'
import type { FetchError } from '../../src/domain/FetchError.ts'
import { createTransport, type TransportOptions } from '../../src/transport/createTransport.ts'
import { activeResources, untilReleased } from '../support/activeResources.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { openBlackHole } from '../support/faults/server/blackHole.ts'
import { certificate, testAuthority } from '../support/faults/server/certificates.ts'
import { ok, onRequest, response } from '../support/httpMessages.ts'
import { PHASES } from '../support/phases.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { send, sendInVain } from '../support/send.ts'
import { serveSockets } from '../support/serveSockets.ts'

const CONNECT_TIMED_OUT: FetchError = { kind: 'timeout', message: 'Request timed out', clock: 'connect' }
const CLOSED: FetchError = { kind: 'aborted', message: 'The transport was closed' }

describe('createTransport', () => {
  const closing = closeAfterEach()

  describe('options', () => {
    const duration = 'an integer from 1 to 2147483647'
    const rows: ReadonlyArray<readonly [options: object, message: string]> = [
      [{ connectTimeoutMs: 0 }, `Invalid option connectTimeoutMs: must be ${duration}, got 0`],
      [{ connectTimeoutMs: -5 }, `Invalid option connectTimeoutMs: must be ${duration}, got -5`],
      [{ connectTimeoutMs: 1.5 }, `Invalid option connectTimeoutMs: must be ${duration}, got 1.5`],
      [{ connectTimeoutMs: 2 ** 31 }, `Invalid option connectTimeoutMs: must be ${duration}, got 2147483648`],
      [{ connectTimeoutMs: Number.NaN }, `Invalid option connectTimeoutMs: must be ${duration}, got NaN`],
      [{ connectTimeoutMs: '5s' }, `Invalid option connectTimeoutMs: must be ${duration}, got 5s`],
      [{ connectTimeoutMs: null }, `Invalid option connectTimeoutMs: must be ${duration}, got null`],
      ...[0, -1, 1.5, 16_777_217, '64kb', null, {}].map(
        (maxHeaderBytes) =>
          [
            { maxHeaderBytes },
            `Invalid option maxHeaderBytes: must be an integer from 1 to 16777216, got ${maxHeaderBytes}`,
          ] as const,
      ),
      [{ resolve: 'dns' }, 'Invalid option resolve: must be a function, got string'],
      [{ resolve: {} }, 'Invalid option resolve: must be a function, got object'],
      [{ conectTimeoutMs: 5 }, 'Invalid option conectTimeoutMs: there is no such option'],
      [{ timeoutMs: 5 }, 'Invalid option timeoutMs: there is no such option'],
    ]
    for (const [options, message] of rows) {
      it(`refuses ${JSON.stringify(options)}: ${message}`, () => {
        expect(() => createTransport(options as TransportOptions)).to.throw(TypeError, message)
      })
    }

    it('takes undefined for what is left out', async () => {
      closing(createTransport({ addresses: undefined, resolve: undefined, connectTimeoutMs: undefined, ca: undefined }))
    })
  })

  describe('over sockets', () => {
    useRealSockets()

    const serveOk = async () =>
      closing(await serveSockets((socket) => onRequest(socket, () => socket.write(ok('fine')))))

    describe('maxHeaderBytes', () => {
      /** Its only field is one letter long. */
      const serveHeaderOf = async (bytes: number, status = '200 OK') =>
        closing(
          await serveSockets((socket) =>
            onRequest(socket, () => socket.end(`HTTP/1.1 ${status}\r\nx: ${'y'.repeat(bytes - 1)}\r\n\r\n`)),
          ),
        )
      for (const [maxHeaderBytes, bytes, fits] of [
        [undefined, 24_576, true],
        [undefined, 65_536, true],
        [undefined, 65_537, false],
        [100, 100, true],
        [100, 101, false],
        [200_000, 150_000, true],
      ] as const)
        it(`of ${maxHeaderBytes ?? 'its default'} ${fits ? 'lets' : 'does not let'} ${bytes} bytes pass`, async () => {
          const { origin } = await serveHeaderOf(bytes)
          const transport = closing(createTransport({ maxHeaderBytes }))
          const limitBytes = maxHeaderBytes ?? 65_536
          if (fits) expect((await send(transport, origin)).headers.x).to.have.lengthOf(bytes - 1)
          else
            expect(await sendInVain(transport, origin)).to.deep.equal({
              kind: 'too-large',
              message: `The response's headers are larger than ${limitBytes} bytes`,
              part: 'headers',
              limitBytes,
            })
        })

      it('hides no 404 of 24 KB', async () => {
        const { origin } = await serveHeaderOf(24_576, '404 Not Found')
        expect((await send(closing(createTransport()), origin)).status).to.equal(404)
      })
    })

    describe('the connect clock', () => {
      const CONNECT_MS = 300
      /** Later than this would be as late as the timers of undici. */
      const LATE_MS = CONNECT_MS + 400
      const LOOPBACK = [{ address: '127.0.0.1', family: 4 }]
      const never = () => new Promise<never>(() => {})

      /** The failure of an attempt, or `late` if a timer of its own runs out before. */
      const raceClock = (options: TransportOptions, url: string, lateMs = LATE_MS) => {
        const transport = closing(createTransport({ connectTimeoutMs: CONNECT_MS, ...options }))
        return Promise.race([sendInVain(transport, url), setTimeout(lateMs, 'late', { ref: false })])
      }

      it('covers the resolution of the name', async () => {
        expect(await raceClock({ resolve: never }, 'http://api.test/')).to.deep.equal(CONNECT_TIMED_OUT)
      })

      it('covers TCP', async () => {
        const { port } = closing(await openBlackHole())
        expect(await raceClock({}, `http://127.0.0.1:${port}/`)).to.deep.equal(CONNECT_TIMED_OUT)
      })

      it('covers TLS', async () => {
        const server = closing(await serveSockets((socket) => socket.resume()))
        expect(await raceClock({}, `https://127.0.0.1:${server.port}/`)).to.deep.equal(CONNECT_TIMED_OUT)
        await server.closed(0)
      })

      it('covers all of them together', async () => {
        const { port } = closing(await serveSockets((socket) => socket.resume()))
        const resolve = () => setTimeout(250, LOOPBACK)
        const error = await raceClock({ resolve }, `https://api.test:${port}/`, 250 + CONNECT_MS - 50)
        expect(error).to.deep.equal(CONNECT_TIMED_OUT)
      })

      it('does not fire early', async () => {
        const startMs = performance.now()
        await raceClock({ resolve: never }, 'http://api.test/')
        expect(performance.now() - startMs).to.be.at.least(CONNECT_MS - 2) // timers may be early by one of their ticks
      })

      it('is retried as any failure to connect', async () => {
        const names: string[] = []
        const resolve = (name: string) => {
          names.push(name)
          return never()
        }
        const transport = closing(createTransport({ connectTimeoutMs: 20, resolve }))
        const [result] = await collectBatch([{ url: 'http://api.test/', method: 'GET' }], {
          transport,
          retryDelayMs: 1,
        })
        expect(result).to.deep.include({ error: CONNECT_TIMED_OUT, attempts: 3 })
        expect(names).to.deep.equal(['api.test', 'api.test', 'api.test'])
      })
    })

    describe('ca', () => {
      const serveTls = async (name: Parameters<typeof certificate>[0]) =>
        closing(await serveSockets((socket) => onRequest(socket, () => socket.write(ok('fine'))), certificate(name)))

      it('is one authority or several', async () => {
        const { origin } = await serveTls('good')
        for (const ca of [testAuthority(), [certificate('self-signed').cert, testAuthority()]])
          expect((await send(closing(createTransport({ ca })), origin)).status).to.equal(200)
      })

      it('may be a self-signed certificate itself', async () => {
        const { origin } = await serveTls('self-signed')
        const transport = closing(createTransport({ ca: certificate('self-signed').cert }))
        expect((await send(transport, origin)).status).to.equal(200)
      })

      it('replaces the default roots, and without it they hold', async () => {
        const { origin } = await serveTls('good')
        for (const transport of [createTransport(), createTransport({ ca: certificate('self-signed').cert })])
          expect(await sendInVain(closing(transport), origin)).to.have.property('kind', 'tls')
      })

      it('is of one transport only', async () => {
        const { origin } = await serveTls('good')
        const trusting = closing(createTransport({ ca: testAuthority() }))
        expect((await send(trusting, origin)).status).to.equal(200)
        expect(await sendInVain(closing(createTransport()), origin)).to.have.property('kind', 'tls')
      })
    })

    it('serves several batches at a time', async () => {
      const { origin } = await serveOk()
      const transport = closing(createTransport())
      const batches = [1, 2, 3].map(() =>
        collectBatch(
          Array.from({ length: 20 }, () => origin),
          { transport },
        ),
      )
      const results = (await Promise.all(batches)).flat()
      expect(results.filter(({ outcome }) => outcome === 'success')).to.have.lengthOf(60)
    })

    it('does not keep a process running for the sake of unused connections', async () => {
      const server = closing(
        await serveSockets((socket) =>
          onRequest(socket, () => socket.write(response('200 OK', ['keep-alive: timeout=600'], 'fine'))),
        ),
      )
      const script = `
        import { createTransport } from ${JSON.stringify(new URL('../../src/transport/createTransport.ts', import.meta.url))}
        import { attemptAt } from ${JSON.stringify(new URL('../support/send.ts', import.meta.url))}
        createTransport()(attemptAt(process.argv[1])).subscribe()`
      const child = execFile(process.execPath, ['--input-type=module', '--eval', script, server.origin])
      expect(await once(child, 'exit')).to.deep.equal([0, null])
      expect(server.accepted).to.equal(1)
    })

    describe('close', () => {
      for (const [phase, openPhase] of Object.entries(PHASES)) {
        it(`fails an attempt while ${phase}, and leaves no socket and no timer`, async () => {
          const { url, options, reached, server } = await openPhase(closing)
          const before = await activeResources()
          const transport = closing(createTransport(options))
          const attempt = sendInVain(transport, url)
          await reached()
          await transport.close()
          expect(await attempt).to.deep.equal(CLOSED)
          await Promise.all([untilReleased(before), server?.closed(0)])
        })
      }

      it('closes unused connections', async () => {
        const server = await serveOk()
        const before = await activeResources()
        const transport = createTransport()
        await Promise.all([send(transport, server.origin), send(transport, server.origin)])
        expect(server.open).to.equal(2)
        await transport.close()
        await Promise.all([server.closed(0), server.closed(1), untilReleased(before)])
      })

      it('may come before anything else, again, and while it is under way', async () => {
        const transport = createTransport()
        await transport.close()
        await Promise.all([transport.close(), transport.close()])
        await transport.close()
      })

      it('is no end of another transport', async () => {
        const server = await serveOk()
        const [one, other] = [createTransport(), closing(createTransport())]
        await send(other, server.origin)
        await one.close()
        expect((await send(other, server.origin)).status).to.equal(200)
        expect(server.accepted).to.equal(1)
      })
    })
  })
})
