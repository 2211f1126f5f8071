import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { collectBatch } from '../../../src/collectBatch.ts'
import { createTransport, type TransportOptions } from '../../../src/transport/createTransport.ts'
import { closeAfterEach } from '../../support/closeAfterEach.ts'
import { certificate, testAuthority } from '../../support/faults/server/certificates.ts'
import { serveProxy } from '../../support/proxies/serveProxy.ts'
import { hasTinyproxy, startTinyproxy } from '../../support/proxies/startTinyproxy.ts'
import { useRealSockets } from '../../support/realSockets.ts'
import { serveSockets } from '../../support/serveSockets.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

/** Answers with what it was asked for, as the host and the path say. */
const serveEcho = async (tls?: { readonly key: string; readonly cert: string }) => {
  const server = tls === undefined ? createHttpServer() : createHttpsServer(tls)
  server.on('request', (request, response) => {
    const { host, 'proxy-authorization': leaked } = request.headers
    if (request.url === '/moved') response.writeHead(302, { location: '/there' }).end()
    else response.setHeader('content-type', 'application/json').end(JSON.stringify({ host, url: request.url, leaked }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server.close(), 'close')
      server.closeAllConnections()
      await closed
    },
  }
}

describe('a proxy', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  const fetchThrough = async (url: string, options: TransportOptions, headers?: Record<string, string>) => {
    const transport = closing(createTransport({ ca: testAuthority(), ...options }))
    const [result] = await collectBatch([{ url, ...(headers && { headers }) }], { transport, retries: 0 })
    return result?.outcome === 'success' ? result.body : result?.error
  }

  for (const tls of [undefined, certificate('good')])
    describe(`that is spoken to by ${tls === undefined ? 'http' : 'https'}`, () => {
      const scheme = tls === undefined ? 'http' : 'https'

      it('is given the whole URL of http targets', async () => {
        const [target, proxy] = [closing(await serveEcho()), closing(await serveProxy({ ...(tls && { tls }) }))]
        const url = `http://good.test:${target.port}/a?b=c`
        expect(await fetchThrough(url, { proxy: `${scheme}://user:p%40ss@localhost:${proxy.port}` })).to.deep.equal({
          host: `good.test:${target.port}`,
          url: '/a?b=c',
        })
        const authorization = `Basic ${btoa('user:p@ss')}`
        expect(proxy.asked).to.deep.equal([{ method: 'GET', target: url, authorization }])
      })

      it('makes tunnels to https targets, whose certificates are judged', async () => {
        const target = closing(await serveEcho(certificate('good')))
        const proxy = closing(await serveProxy({ ...(tls && { tls }) }))
        const url = `https://good.test:${target.port}/a`
        const options = { proxy: new URL(`${scheme}://user:pass@localhost:${proxy.port}`) }
        expect(await fetchThrough(url, options)).to.deep.equal({ host: `good.test:${target.port}`, url: '/a' })
        const authorization = `Basic ${btoa('user:pass')}`
        expect(proxy.asked).to.deep.equal([{ method: 'CONNECT', target: `good.test:${target.port}`, authorization }])
        expect(await fetchThrough(`https://other.test:${target.port}/`, options)).to.deep.equal({
          kind: 'tls',
          message: 'The TLS handshake failed',
          code: 'ERR_TLS_CERT_ALTNAME_INVALID',
        })
      })
    })

  it('keeps its connections, and is asked for each hop', async () => {
    const [target, proxy] = [closing(await serveEcho()), closing(await serveProxy())]
    const transport = closing(createTransport({ proxy: `http://127.0.0.1:${proxy.port}` }))
    const origin = `http://a.test:${target.port}`
    const [result] = await collectBatch([`${origin}/moved`], { transport })
    expect(result).to.deep.include({ outcome: 'success', finalUrl: `${origin}/there` })
    expect(proxy.asked.map((asked) => asked.target)).to.deep.equal([`${origin}/moved`, `${origin}/there`])
  })

  describe('that fails', () => {
    const failure = (code: string) => ({ kind: 'connect', message: 'The proxy failed', code })
    const table: ReadonlyArray<[what: string, refusal: string, https: string, http: string | undefined]> = [
      ['wants to know who asks', 'HTTP/1.1 407 Who\r\ncontent-length: 0\r\n\r\n', 'PROXY_407', 'PROXY_407'],
      ['does not reach the target', 'HTTP/1.1 502 No\r\ncontent-length: 0\r\n\r\n', 'PROXY_502', undefined],
      ['redirects', 'HTTP/1.1 302 Found\r\nlocation: https://b.test/\r\n\r\n', 'PROXY_302', undefined],
      ['is no proxy', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 'PROXY_PROTOCOL', undefined],
      ['says too much', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(20_000)}`, 'PROXY_PROTOCOL', undefined],
      ['goes on after its answer', 'HTTP/1.1 200 OK\r\n\r\nhello', 'PROXY_PROTOCOL', undefined],
      ['hangs up', '', 'PROXY_ECONNRESET', undefined],
      ['hangs up within its answer', 'HTTP/1.1 20', 'PROXY_ECONNRESET', undefined],
    ]
    for (const [what, refusal, https, http] of table)
      it(`is told by a code of its own where it ${what}`, async () => {
        const { port } = closing(await serveProxy({ refusal }))
        const proxy = `http://127.0.0.1:${port}`
        expect(await fetchThrough('https://a.test/', { proxy })).to.deep.equal(failure(https))
        if (http !== undefined) expect(await fetchThrough('http://a.test/', { proxy })).to.deep.equal(failure(http))
      })

    it('is the connection cut off where it opens a tunnel to nowhere', async () => {
      const { port } = closing(await serveProxy({ refusal: 'HTTP/1.1 200 OK\r\n\r\n' }))
      const error = await fetchThrough('https://a.test/', { proxy: `http://127.0.0.1:${port}` })
      expect(error).to.deep.equal({ kind: 'connect', message: 'The connection failed', code: 'ECONNRESET' })
    })

    it('has no socket left that it holds open after it has said no', async () => {
      const holding = closing(
        await serveSockets((socket) => socket.once('data', () => socket.write('HTTP/1.1 407 Who\r\n\r\n')).resume()),
      )
      await fetchThrough('https://a.test/', { proxy: holding.origin })
      await holding.closed(0)
    })

    it('is told where it cannot be reached', async () => {
      const refused = { proxy: 'http://127.0.0.1:1' }
      expect(await fetchThrough('https://a.test/', refused)).to.deep.equal(failure('PROXY_ECONNREFUSED'))
      expect(await fetchThrough('http://a.test/', refused)).to.deep.equal(failure('PROXY_ECONNREFUSED'))
      const resolve = async () => []
      expect(await fetchThrough('http://a.test/', { proxy: 'http://nowhere.test', resolve })).to.deep.equal(
        failure('PROXY_ENOTFOUND'),
      )
      const { port } = closing(await serveProxy({ tls: certificate('self-signed') }))
      expect(await fetchThrough('http://a.test/', { proxy: `https://localhost:${port}` })).to.deep.equal(
        failure('PROXY_DEPTH_ZERO_SELF_SIGNED_CERT'),
      )
    })

    it('is out of time with the connection', async () => {
      const silent = closing(await serveSockets((socket) => socket.resume()))
      const options = { proxy: silent.origin, connectTimeoutMs: 50 }
      expect(await fetchThrough('https://a.test/', options)).to.deep.include({ kind: 'timeout', clock: 'connect' })
      await silent.closed(0)
    })

    it('leaves no socket where the batch is left while there is a tunnel to make', async () => {
      const silent = closing(await serveSockets(() => {}))
      const transport = closing(createTransport({ proxy: silent.origin }))
      const controller = new AbortController()
      const results = collectBatch(['https://a.test/'], { transport, signal: controller.signal })
      await silent.connected(0)
      controller.abort()
      expect((await results)[0]).to.have.nested.property('error.kind', 'aborted')
      await silent.closed(0)
    })

    it('is not asked again where it says no', async () => {
      const proxy = closing(await serveProxy({ refusal: 'HTTP/1.1 403 No\r\n\r\n' }))
      const transport = closing(createTransport({ proxy: `http://127.0.0.1:${proxy.port}` }))
      await collectBatch(['https://a.test/'], { transport, retries: 2, retryDelayMs: 1 })
      expect(proxy.asked).to.have.length(1)
    })
  })

  it('of the environment is the one that it names', async () => {
    const [target, proxy] = [closing(await serveEcho()), closing(await serveProxy())]
    process.env.http_proxy = `127.0.0.1:${proxy.port}`
    process.env.no_proxy = '127.0.0.1'
    try {
      const transport = closing(createTransport({ proxy: 'environment' }))
      await collectBatch([`http://a.test:${target.port}/`, `http://127.0.0.1:${target.port}/`], { transport })
      expect(proxy.asked.map((asked) => asked.target)).to.deep.equal([`http://a.test:${target.port}/`])
    } finally {
      delete process.env.http_proxy
      delete process.env.no_proxy
    }
  })

  it('may be a tinyproxy', async function () {
    if (!hasTinyproxy()) {
      console.log('      tinyproxy is not installed: left out')
      this.skip()
    }
    const { port } = closing(await startTinyproxy(folder.write))
    const [http, https] = [closing(await serveEcho()), closing(await serveEcho(certificate('good')))]
    const proxy = `http://user:pass@127.0.0.1:${port}`
    expect(await fetchThrough(`http://127.0.0.1:${http.port}/a`, { proxy })).to.deep.include({ url: '/a' })
    expect(await fetchThrough(`https://127.0.0.1:${https.port}/b`, { proxy })).to.deep.include({ url: '/b' })
    const anonymous = { proxy: `http://127.0.0.1:${port}` }
    expect(await fetchThrough(`https://127.0.0.1:${https.port}/b`, anonymous)).to.have.property('code', 'PROXY_407')
    expect(await fetchThrough(`http://127.0.0.1:${http.port}/b`, anonymous)).to.have.property('code', 'PROXY_407')
  })

  it('is refused where it cannot be one, without its password', () => {
    const table: ReadonlyArray<[options: TransportOptions, message: RegExp]> = [
      [{ proxy: 'socks5://user:secret@a.test' }, /^Invalid option proxy: it must be the http or https URL .* scheme$/],
      [{ proxy: 'secret' }, /^Invalid option proxy: it must be .* parse as one$/],
      [{ proxy: 'http://user:%ff%secret@a.test' }, /^Invalid option proxy: it must be .* credentials$/],
      [{ proxy: 5 as never }, /^Invalid option proxy: must be a URL or 'environment', got number$/],
      [{ proxy: 'http://a.test', addresses: 'public' }, /^Invalid option proxy: must be left out beside addresses/],
      [{ proxy: 'environment', addresses: { allow: [] } }, /^Invalid option proxy: must be left out beside addresses/],
    ]
    for (const [options, message] of table)
      expect(() => createTransport(options))
        .to.throw(TypeError, message)
        .with.property('message')
        .not.include('secret')
  })
})
