import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import type { TlsOptions } from 'node:tls'
import { expect } from 'chai'
import { collectBatch } from '../../src/collectBatch.ts'
import { FetchError } from '../../src/domain/FetchError.ts'
import { createTransport } from '../../src/transport/createTransport.ts'
import type { HostAddress } from '../../src/transport/names/Resolve.ts'
import { activeResources, untilReleased } from '../support/activeResources.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { openBlackHole } from '../support/faults/server/blackHole.ts'
import { certificate, testAuthority } from '../support/faults/server/certificates.ts'
import { ok, onRequest } from '../support/httpMessages.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { send, sendInVain, textOf } from '../support/send.ts'
import { serveSockets } from '../support/serveSockets.ts'

const LOOPBACK: HostAddress = { address: '127.0.0.1', family: 4 }
/** Addresses of this machine where no test listens unless it says so. */
const SECOND_LOOPBACK: HostAddress = { address: '127.0.0.2', family: 4 }
const THIRD_LOOPBACK: HostAddress = { address: '127.0.0.3', family: 4 }
/** No process serves tcpmux any more, and the port is never given out to clients. */
const REFUSED_PORT = 1

const REFUSED: FetchError = { kind: 'connect', message: 'The connection failed', code: 'ECONNREFUSED' }

describe('createDial', () => {
  useRealSockets()
  const closing = closeAfterEach()

  const serveOk = async (tls?: TlsOptions) =>
    closing(
      await serveSockets((socket) => onRequest(socket, ({ headers }) => socket.write(ok(headers.host ?? ''))), tls),
    )

  describe('addresses', () => {
    it('connects to what a name resolves to, and names the host to the server', async () => {
      const { port } = await serveOk()
      const names: string[] = []
      const transport = closing(
        createTransport({
          resolve: async (name) => {
            names.push(name)
            return [LOOPBACK]
          },
        }),
      )
      const response = await send(transport, `http://API.test:${port}/`)
      expect(textOf(response)).to.equal(`api.test:${port}`)
      expect(names).to.deep.equal(['api.test'])
    })

    for (const host of ['127.0.0.1', '[::1]', '2130706433', '0x7f.1']) {
      it(`looks up no address such as ${host}`, async () => {
        let asked = 0
        const transport = closing(
          createTransport({
            resolve: async () => {
              asked += 1
              return []
            },
          }),
        )
        expect(await sendInVain(transport, `http://${host}:${REFUSED_PORT}/`)).to.have.property('kind', 'connect')
        expect(asked).to.equal(0)
      })
    }

    it('goes on to the next address when one is refused', async () => {
      const { port } = await serveOk()
      const transport = closing(createTransport({ resolve: async () => [SECOND_LOOPBACK, THIRD_LOOPBACK, LOOPBACK] }))
      expect((await send(transport, `http://api.test:${port}/`)).status).to.equal(200)
    })

    it('fails as refused when all are', async () => {
      const transport = closing(createTransport({ resolve: async () => [LOOPBACK, SECOND_LOOPBACK] }))
      expect(await sendInVain(transport, `http://api.test:${REFUSED_PORT}/`)).to.deep.equal(REFUSED)
    })

    it('fails as refused when the only one is', async () => {
      const transport = closing(createTransport())
      expect(await sendInVain(transport, `http://127.0.0.1:${REFUSED_PORT}/`)).to.deep.equal(REFUSED)
      expect(await sendInVain(transport, `https://127.0.0.1:${REFUSED_PORT}/`)).to.deep.equal(REFUSED)
    })

    describe('of which one does not answer', () => {
      let blackHole: Awaited<ReturnType<typeof openBlackHole>>
      let server: Server

      before(async function () {
        blackHole = await openBlackHole()
        server = createServer((socket) => onRequest(socket, () => socket.end(ok('second'))))
        try {
          await once(server.listen(blackHole.port, SECOND_LOOPBACK.address), 'listening')
        } catch {
          this.skip() // not every system has a second loopback address
        }
      })
      after(async () => {
        server.close()
        await blackHole.close()
      })

      it('goes on to the next one in time', async () => {
        const transport = closing(createTransport({ resolve: async () => [LOOPBACK, SECOND_LOOPBACK] }))
        expect(textOf(await send(transport, `http://api.test:${blackHole.port}/`))).to.equal('second')
      })

      it('does not go on once it is unsubscribed from', async () => {
        const before = await activeResources()
        const transport = closing(createTransport({ resolve: async () => [LOOPBACK, LOOPBACK] }))
        const attempt = sendInVain(transport, `http://api.test:${blackHole.port}/`)
        await transport.close()
        expect(await attempt).to.have.property('kind', 'aborted')
        await untilReleased(before)
      })
    })
  })

  describe('TLS', () => {
    const ca = testAuthority()
    const overTls = (certificateOrKey: TlsOptions) => serveOk(certificateOrKey)

    it('trusts a certificate of an authority that it is given', async () => {
      const { origin, port } = await overTls(certificate('good'))
      const transport = closing(createTransport({ ca }))
      expect(textOf(await send(transport, `${origin}/`))).to.equal(`127.0.0.1:${port}`)
    })

    it('checks the name of a host that is resolved', async () => {
      const { port } = await overTls(certificate('good'))
      const transport = closing(createTransport({ ca, resolve: async () => [LOOPBACK] }))
      expect((await send(transport, `https://localhost:${port}/`)).status).to.equal(200)
      expect(await sendInVain(transport, `https://api.example:${port}/`)).to.deep.include({ kind: 'tls' })
    })

    const refused: ReadonlyArray<readonly [Parameters<typeof certificate>[0], code: string]> = [
      ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
      ['untrusted', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
      ['expired', 'CERT_HAS_EXPIRED'],
      ['not-yet-valid', 'CERT_NOT_YET_VALID'],
      ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ]
    for (const [name, code] of refused) {
      it(`refuses a certificate that is ${name}, and closes the socket`, async () => {
        const server = await overTls(certificate(name))
        const transport = closing(createTransport({ ca }))
        const error = await sendInVain(transport, `${server.origin}/`)
        expect(error).to.deep.equal({ kind: 'tls', message: 'The TLS handshake failed', code })
        expect(FetchError.is(JSON.parse(JSON.stringify(error)))).to.equal(true)
        await server.closed(0)
      })
    }

    it('fails in the handshake with a server that speaks only an old version', async () => {
      const { origin } = await overTls({
        ...certificate('good'),
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      })
      expect(await sendInVain(closing(createTransport({ ca })), origin)).to.have.property('kind', 'tls')
    })

    for (const [host, expected] of [
      ['good.test', ['good.test']],
      ['good.test.', ['good.test']],
      ['GOOD.test', ['good.test']],
      ['127.0.0.1', []],
    ] as const)
      it(`names ${host} to the server as [${expected}]`, async () => {
        const names: string[] = []
        const SNICallback: TlsOptions['SNICallback'] = (name, callback) => {
          names.push(name)
          callback(null)
        }
        const server = await overTls({ ...certificate('good'), SNICallback })
        const transport = closing(createTransport({ ca, resolve: async () => [LOOPBACK] }))
        expect((await send(transport, `https://${host}:${server.port}/`)).status).to.equal(200)
        expect(names).to.deep.equal(expected)
      })

    for (const [host, named, kind] of [
      ['good.test', 'api.example', undefined],
      ['other.test', 'good.test', 'tls'],
    ] as const)
      it(`checks the certificate for ${host} whatever a host field says, which is sent`, async () => {
        const server = await overTls(certificate('good'))
        const transport = closing(createTransport({ ca, resolve: async () => [LOOPBACK] }))
        const sent = send(transport, `https://${host}:${server.port}/`, { headers: { host: named } })
        const told = await sent.then(textOf, (error: FetchError) => error.kind)
        expect(told).to.equal(kind ?? named)
      })

    describe('of a server that wants a certificate of its client', () => {
      for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
        it(`is refused under ${version} as tls, without a retry`, async () => {
          const server = await overTls({
            ...certificate('good'),
            requestCert: true,
            rejectUnauthorized: true,
            minVersion: version,
            maxVersion: version,
          })
          const transport = closing(createTransport({ ca }))
          const [result] = await collectBatch([server.origin], { transport, retries: 2, retryDelayMs: 1 })
          expect(result).to.include({ outcome: 'failure', attempts: 1 })
          expect(result).to.have.nested.property('error.kind', 'tls')
          expect(result)
            .to.have.nested.property('error.code')
            .that.matches(/^ERR_SSL_.*ALERT_/)
        })
    })

    it('fails in the handshake with a server that speaks no TLS', async () => {
      const { port } = closing(await serveSockets((socket) => socket.once('data', () => socket.write('220 smtp\r\n'))))
      expect(await sendInVain(closing(createTransport()), `https://127.0.0.1:${port}/`)).to.have.property('kind', 'tls')
    })

    it('fails to connect when the server cuts the handshake off', async () => {
      const { port } = closing(await serveSockets((socket) => socket.once('data', () => socket.resetAndDestroy())))
      expect(await sendInVain(closing(createTransport()), `https://127.0.0.1:${port}/`)).to.deep.equal({
        kind: 'connect',
        message: 'The connection failed',
        code: 'ECONNRESET',
      })
    })
  })

  it('leaves no timer behind a connection', async () => {
    const { origin } = await serveOk()
    const timers = async () => (await activeResources()).filter((name) => name === 'Timeout').length
    const before = await timers()
    const transport = closing(createTransport())
    await send(transport, origin)
    expect(await timers()).to.equal(before)
  })
})
