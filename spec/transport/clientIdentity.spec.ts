import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { expect } from 'chai'
import { selfSignedCertificate } from '../../scripts/bench/origin/selfSignedCertificate.ts'
import { collectBatch } from '../../src/collectBatch.ts'
import { createTransport, type TransportOptions } from '../../src/transport/createTransport.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { certificate, testAuthority } from '../support/faults/server/certificates.ts'
import { serveProxy } from '../support/proxies/serveProxy.ts'
import { useRealSockets } from '../support/realSockets.ts'

const { cert, key } = selfSignedCertificate()

/** Answers only the client whose certificate that is. */
const serveDemanding = async () => {
  const server = createServer({ ...certificate('good'), ca: cert, requestCert: true, rejectUnauthorized: true })
  server.on('request', (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate()
    response.setHeader('content-type', 'application/json').end(JSON.stringify(Object.keys(subject)))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      const closed = once(server.close(), 'close')
      server.closeAllConnections()
      await closed
    },
  }
}

describe('clientIdentity', () => {
  useRealSockets()
  const closing = closeAfterEach()

  const fetchWith = async (options: TransportOptions) => {
    const { url } = closing(await serveDemanding())
    const transport = closing(createTransport({ ca: testAuthority(), ...options }))
    const [result] = await collectBatch([url], { transport, retries: 0 })
    return result
  }

  it('is shown to a server that asks for it, also through a proxy', async () => {
    expect(await fetchWith({ cert, key })).to.have.property('outcome', 'success')
    expect(await fetchWith({ cert: [cert], key })).to.have.property('outcome', 'success')
    const { port } = closing(await serveProxy())
    expect(await fetchWith({ cert, key, proxy: `http://127.0.0.1:${port}` })).to.have.property('outcome', 'success')
  })

  it('is missed by such a server', async () => {
    expect(await fetchWith({})).to.have.nested.property('error.kind', 'tls')
  })

  it('is refused where nothing could be made with it', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const locked = other.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
    const table: ReadonlyArray<[options: TransportOptions, message: RegExp]> = [
      [{ cert }, /^Invalid option key: must be there beside cert/],
      [{ key }, /^Invalid option cert: must be there beside key/],
      [{ passphrase: 'secret' }, /^Invalid option cert: must be there beside key/],
      [{ cert: 'secret', key }, /^Invalid option cert: must be a PEM certificate that key is the key of/],
      [{ cert, key: 'secret' }, /^Invalid option cert: must be a PEM certificate that key is the key of/],
      [{ cert, key: String(other.export({ type: 'pkcs8', format: 'pem' })) }, /^Invalid option cert: /],
      [{ cert, key: String(locked), passphrase: 'wrong' }, /^Invalid option cert: /],
    ]
    for (const [options, message] of table)
      expect(() => createTransport(options))
        .to.throw(TypeError, message)
        .with.property('message')
        .not.include('secret')
  })
})
