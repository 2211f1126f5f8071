import { expect } from 'chai'
import { createHandler } from '../src/lambda/createHandler.ts'
import { closeAfterEach } from './support/closeAfterEach.ts'
import { serveProxy } from './support/proxies/serveProxy.ts'
import { useRealSockets } from './support/realSockets.ts'
import { serve } from './support/serve.ts'
import { startCli } from './support/startCli.ts'

/** A proxy, and the URL of what only it can reach. */
const begin = async (closing: ReturnType<typeof closeAfterEach>) => {
  const { origin } = closing(await serve((_, response) => response.end('reached')))
  const proxy = closing(await serveProxy())
  return { proxy, address: `http://127.0.0.1:${proxy.port}`, url: `http://a.test:${new URL(origin).port}/` }
}

describe('a proxy of the environment', () => {
  useRealSockets()
  const closing = closeAfterEach()

  it('is taken by the function, from its own variable', async () => {
    const { proxy, address, url } = await begin(closing)
    const handler = createHandler({ env: { RX_FANOUT_ADDRESSES: 'any', RX_FANOUT_PROXY: address } })
    expect(await handler({ urls: [url] })).to.deep.include({ statusCode: 200, body: ['reached'] })
    expect(proxy.asked.map(({ target }) => target)).to.deep.equal([url])
  })

  it('is no cover for a function that is to keep to public addresses', () => {
    expect(() => createHandler({ env: { RX_FANOUT_PROXY: 'http://a.test' } })).to.throw(/needs RX_FANOUT_ADDRESSES=any/)
  })

  it('is taken by the command', async () => {
    const { proxy, address, url } = await begin(closing)
    const { child, ended } = closing(startCli([url], { http_proxy: address, no_proxy: '' }))
    child.stdin.end()
    const { code, stdout } = await ended
    expect(code).to.equal(0)
    expect(JSON.parse(stdout)).to.include({ body: 'reached' })
    expect(proxy.asked.map(({ target }) => target)).to.deep.equal([url])
  })

  it('that cannot be one is told by the command in a sentence', async () => {
    const { child, ended } = closing(startCli(['http://a.test/'], { all_proxy: 'socks5://user:secret@a.test' }))
    child.stdin.end()
    const { code, stderr } = await ended
    expect(code).to.equal(2)
    expect(stderr).to.match(/all_proxy must be the http or https URL of a proxy, got another scheme/)
    expect(stderr).to.not.match(/secret|^ +at /m)
  })
})
