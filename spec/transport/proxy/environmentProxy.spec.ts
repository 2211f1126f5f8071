import { expect } from 'chai'
import { environmentProxy } from '../../../src/transport/proxy/environmentProxy.ts'
import { isExempt } from '../../../src/transport/proxy/isExempt.ts'

type Env = Readonly<Record<string, string>>

/** Which proxy is taken for a target. */
const chosen = (env: Env, target: string): string | undefined => {
  const { protocol, hostname } = new URL(target)
  const proxy = environmentProxy(env)({ protocol, hostname })
  return proxy && `${proxy.protocol}//${proxy.hostname}:${proxy.port}`
}

describe('environmentProxy', () => {
  const table: ReadonlyArray<[env: Env, http: string | undefined, https: string | undefined]> = [
    [{}, undefined, undefined],
    [{ http_proxy: 'http://p.test:3128' }, 'http://p.test:3128', undefined],
    [{ HTTP_PROXY: 'http://p.test:3128' }, undefined, undefined], // what a CGI client sends as `Proxy`
    [{ https_proxy: 'http://p.test:3128' }, undefined, 'http://p.test:3128'],
    [{ HTTPS_PROXY: 'http://p.test:3128' }, undefined, 'http://p.test:3128'],
    [{ https_proxy: 'http://l.test:1', HTTPS_PROXY: 'http://c.test:2' }, undefined, 'http://l.test:1'],
    [{ all_proxy: 'http://p.test:3128' }, 'http://p.test:3128', 'http://p.test:3128'],
    [{ ALL_PROXY: 'http://p.test:3128', http_proxy: 'http://h.test:1' }, 'http://h.test:1', 'http://p.test:3128'],
    [{ http_proxy: 'p.test' }, 'http://p.test:1080', undefined],
    [{ http_proxy: 'p.test:80' }, 'http://p.test:80', undefined],
    [{ http_proxy: 'http://user:1@p.test/' }, 'http://p.test:1080', undefined],
    [{ https_proxy: 'https://p.test' }, undefined, 'https://p.test:1080'],
    [{ http_proxy: '[::1]:8080' }, 'http://::1:8080', undefined],
    [{ http_proxy: '', all_proxy: ' ' }, undefined, undefined],
    [{ all_proxy: 'p.test', no_proxy: 'a.test' }, undefined, undefined],
    [{ all_proxy: 'p.test', no_proxy: '', NO_PROXY: '*' }, undefined, undefined],
  ]
  for (const [env, http, https] of table)
    it(`reads ${JSON.stringify(env)}`, () => {
      expect([chosen(env, 'http://a.test/'), chosen(env, 'https://a.test/')]).to.deep.equal([http, https])
    })

  it('refuses what it cannot speak, by the name of the variable and without its password', () => {
    expect(() => environmentProxy({ all_proxy: 'socks5h://user:secret@p.test' }))
      .to.throw(TypeError, 'all_proxy must be the http or https URL of a proxy, got another scheme')
      .with.property('message')
      .not.include('secret')
  })
})

describe('isExempt', () => {
  const table: ReadonlyArray<[noProxy: string, exempt: readonly string[], others: readonly string[]]> = [
    ['', [], ['a.test']],
    ['*', ['a.test', '127.0.0.1'], []],
    ['*,b.test', ['b.test'], ['a.test']],
    ['a.test', ['a.test', 'A.TEST', 'a.test.', 'b.a.test'], ['ba.test', 'test', 'a.test.b']],
    ['.a.test', ['a.test', 'b.a.test'], ['ba.test']],
    ['a.test.', ['a.test'], []],
    ['a.test, b.test', ['a.test', 'b.test'], ['c.test']],
    ['a.test b.test', ['a.test', 'b.test'], []],
    ['*.a.test', [], ['b.a.test']],
    ['a.test:80', [], ['a.test']],
    ['127.0.0.1', ['127.0.0.1'], ['127.0.0.2', '1.127.0.0.1.test']],
    ['10.0.0.0/8', ['10.1.2.3'], ['11.0.0.0', 'a.test']],
    ['10.0.0.0/99,0.1', [], ['10.0.0.1']],
    ['::1', ['[::1]'], ['[::2]', '127.0.0.1']],
    ['[::1]', ['[::1]'], []],
    ['0:0:0:0:0:0:0:1', ['[::1]'], []],
    ['::1/64', ['[::1]', '[::ffff]'], ['[1::1]']],
    ['fd00::/8', ['[fd12::1]'], ['[fe80::1]']],
    ['localhost', ['localhost', 'a.localhost'], ['127.0.0.1']],
  ]
  for (const [noProxy, exempt, others] of table)
    it(`reads ${JSON.stringify(noProxy)}`, () => {
      expect(exempt.filter((host) => !isExempt(host, noProxy))).to.deep.equal([])
      expect(others.filter((host) => isExempt(host, noProxy))).to.deep.equal([])
    })
})
