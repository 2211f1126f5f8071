import { expect } from 'chai'
import nock from 'nock'
import { collectBatch, createTransport, type FetchResult } from '../../src/index.ts'
import type { Addresses } from '../../src/transport/addressGuard.ts'
import type { Resolve } from '../../src/transport/names/Resolve.ts'
import {
  DENIED_IPV4,
  DENIED_IPV6,
  ipv6Around,
  PUBLIC_IPV4,
  PUBLIC_IPV6,
  spellingsOfIpv4,
} from '../support/addressVectors.ts'
import { recordDials } from '../support/recordDials.ts'
import { serve, type TestServer } from '../support/serve.ts'

const familyOf = (address: string) => (address.includes(':') ? 6 : 4)
const toHostAddress = (address: string) => ({ address, family: familyOf(address) })
const toHost = (address: string) => (familyOf(address) === 6 ? `[${address}]` : address)

const DENIED = [...DENIED_IPV4, ...DENIED_IPV6, ...DENIED_IPV4.flatMap(ipv6Around)]
const PUBLIC = [...PUBLIC_IPV4, ...PUBLIC_IPV6]
const A_PUBLIC_ADDRESS = '1.1.1.1'

/** A result in a word: the kind of its error, or that it succeeded. */
const outcomeOf = (result: FetchResult) => (result.outcome === 'failure' ? result.error.kind : 'success')

describe('the address guard', () => {
  let dials: ReturnType<typeof recordDials>

  before(() => nock.restore()) // it stands between sockets and the kernel
  after(() => nock.activate())
  beforeEach(() => {
    dials = recordDials()
  })
  afterEach(() => dials.stop())

  /** Fetches under the guard; by default every name resolves to nothing. */
  const fetchGuarded = async (
    urls: readonly string[],
    { resolve = async () => [], addresses = 'public' }: { resolve?: Resolve; addresses?: Addresses } = {},
    policy: object = {},
  ): Promise<readonly FetchResult[]> => {
    const transport = createTransport({ addresses, resolve })
    const results = await collectBatch(urls, { transport, retries: 0, concurrency: 64, ...policy })
    await transport.close()
    return results
  }

  const expectAllBlocked = (results: readonly FetchResult[]): void => {
    const leaks = results.filter((result) => outcomeOf(result) !== 'blocked')
    expect(leaks.map((result) => `${result.url} ${outcomeOf(result)}`)).to.deep.equal([])
    for (const result of results)
      if (result.outcome === 'failure')
        expect(result.error).to.deep.equal({ kind: 'blocked', message: 'The request is not allowed' })
  }

  describe('refuses without a dial', () => {
    it('IPv4 literals of special blocks in every notation', async () => {
      expectAllBlocked(await fetchGuarded(DENIED_IPV4.flatMap(spellingsOfIpv4).map((host) => `http://${host}/`)))
      expect(dials.dialled).to.deep.equal([])
    })

    it('IPv6 literals of special blocks, and those that carry such an IPv4 address', async () => {
      const hosts = [...DENIED_IPV6, ...DENIED_IPV4.flatMap(ipv6Around)].map(toHost)
      expectAllBlocked(await fetchGuarded(hosts.flatMap((host) => [`http://${host}/`, `https://${host}:8443/x`])))
      expect(dials.dialled).to.deep.equal([])
    })

    it('names that resolve to a special address, alone or among public ones', async () => {
      const answers = DENIED.flatMap((denied) => [
        [denied],
        [A_PUBLIC_ADDRESS, denied],
        [denied, A_PUBLIC_ADDRESS],
        [A_PUBLIC_ADDRESS, '2606:4700::1111', denied, '8.8.8.8'],
      ])
      const resolve: Resolve = async (hostname) => (answers[Number(hostname.split('.')[0])] ?? []).map(toHostAddress)
      const urls = answers.flatMap((_, index) => [`http://${index}.example/`, `https://${index}.example/`])
      expectAllBlocked(await fetchGuarded(urls, { resolve }))
      expect(dials.dialled).to.deep.equal([])
    })

    it('answers of a resolver that are no addresses', async () => {
      for (const address of ['', 'localhost', 'metadata', '127.1', '0x7f000001', '[::1]', '::1%lo', ' 127.0.0.1'])
        expectAllBlocked(
          await fetchGuarded(['http://name.example/'], { resolve: async () => [{ address, family: 4 }] }),
        )
      expect(dials.dialled).to.deep.equal([])
    })

    it('credentials in URLs, names of private networks and a foreign host field', async () => {
      const hosts = ['localhost', 'LOCALHOST', 'localhost.', 'metadata', 'redis', 'printer.local', 'a.b.local.']
      const more = ['metadata.google.internal', 'x.internal', 'x.localhost', 'router.home.arpa']
      const resolve: Resolve = async () => [toHostAddress(A_PUBLIC_ADDRESS)]
      expectAllBlocked(
        await fetchGuarded(
          [...hosts, ...more].map((host) => `http://${host}/`),
          { resolve },
        ),
      )
      const withCredentials = ['http://user@name.example/', 'http://user:pass@1.1.1.1/', 'https://:pass@name.example/']
      expectAllBlocked(await fetchGuarded(withCredentials, { resolve }))
      expectAllBlocked(
        await fetchGuarded(['http://name.example/'], { resolve }, { headers: { Host: 'internal.example' } }),
      )
      expect(dials.dialled).to.deep.equal([])
    })
  })

  it('judges every dial of a name that rebinds, retries included', async () => {
    let asked = 0
    const resolve: Resolve = async () => [toHostAddress(asked++ % 2 === 0 ? A_PUBLIC_ADDRESS : '169.254.169.254')]
    const [result] = await fetchGuarded(['http://rebind.example/'], { resolve }, { retries: 3, retryDelayMs: 1 })
    expect(result).to.have.property('attempts', 2)
    expect(result && outcomeOf(result)).to.equal('blocked')
    expect(dials.dialled).to.deep.equal([A_PUBLIC_ADDRESS])
  })

  it('does not retry what it blocks', async () => {
    const [result] = await fetchGuarded(['http://127.0.0.1/'], {}, { retries: 3 })
    expect(result).to.have.property('attempts', 1)
  })

  it('dials every public address, as a literal and by name', async () => {
    const resolve: Resolve = async (hostname) => [toHostAddress(PUBLIC[Number(hostname.split('.')[0])] ?? '')]
    const literals = PUBLIC.map((address) => `http://${toHost(address)}/`)
    const names = PUBLIC.map((_, index) => `http://${index}.example/`)
    const results = await fetchGuarded([...literals, ...names], { resolve })
    expect(results.filter((result) => outcomeOf(result) !== 'connect')).to.deep.equal([])
    expect(dials.dialled.toSorted()).to.deep.equal([...PUBLIC, ...PUBLIC].toSorted())
  })

  it('refuses a redirect to whatever it refuses itself', async () => {
    dials.stop()
    dials = recordDials(new Set(['127.0.0.1']))
    const itself = new Set(['127.0.0.1', ...ipv6Around('127.0.0.1')]) // allowed here, so that there is a server
    const places = [
      ...DENIED.filter((address) => !itself.has(address)).map((address) => `http://${toHost(address)}/`),
      'http://localhost:1/',
      'http://x.internal/',
      'http://user:pass@1.1.1.1/',
      'http://private.example/',
    ]
    const server: TestServer = await serve((request, response) => {
      const place = places[Number(request.url?.slice(1))]
      response.writeHead(302, { location: place }).end()
    })
    const results = await fetchGuarded(
      places.map((_, index) => `${server.origin}/${index}`),
      { addresses: { allow: ['127.0.0.1'] }, resolve: async () => [toHostAddress('10.0.0.1')] },
    )
    await server.close()
    expectAllBlocked(results)
    expect(dials.dialled).to.deep.equal([])
  })

  describe('with an allow list', () => {
    const outcomes = async (urls: readonly string[], allow: readonly string[], resolve?: Resolve) =>
      (await fetchGuarded(urls, { addresses: { allow }, ...(resolve && { resolve }) })).map(outcomeOf)

    it('opens the blocks that it names and nothing beside them', async () => {
      const urls = [
        'http://10.1.2.3/',
        'http://10.255.255.255/',
        'http://11.0.0.1/',
        'http://192.168.0.1/',
        'http://[::1]/',
      ]
      expect(await outcomes(urls, ['10.0.0.0/8'])).to.deep.equal([
        'connect',
        'connect',
        'connect',
        'blocked',
        'blocked',
      ])
      expect(await outcomes(['http://[fd00::5]/', 'http://[fd01::5]/'], ['fd00::/16'])).to.deep.equal([
        'connect',
        'blocked',
      ])
      expect(await outcomes(['http://10.0.0.1/', 'http://10.0.0.2/'], ['10.0.0.1'])).to.deep.equal([
        'connect',
        'blocked',
      ])
    })

    it('opens the hosts that it names, wherever they are, and no others', async () => {
      const resolve: Resolve = async () => [toHostAddress('10.0.0.9')]
      const urls = [
        'http://api.internal.example/',
        'http://API.internal.example./',
        'http://x.api.internal.example/',
        'http://redis/',
      ]
      expect(await outcomes(urls, ['api.internal.example'], resolve)).to.deep.equal([
        'connect',
        'connect',
        'blocked',
        'blocked',
      ])
      expect(await outcomes(['http://redis/', 'http://redis2/'], ['redis'], resolve)).to.deep.equal([
        'connect',
        'blocked',
      ])
    })

    for (const entry of ['10.0.0.0/99', '10.0.0.0/', '10.0.0/8', 'http://x.example/', '*.example', '', 'a b', '::/129'])
      it(`refuses the entry ${JSON.stringify(entry)} at once`, () => {
        expect(() => createTransport({ addresses: { allow: [entry] } })).to.throw(TypeError, /addresses\.allow/)
      })
  })

  for (const addresses of ['private', null, {}, { allow: '10.0.0.0/8' }, ['10.0.0.0/8']])
    it(`refuses addresses: ${JSON.stringify(addresses)}`, () => {
      expect(() => createTransport({ addresses: addresses as Addresses })).to.throw(TypeError, /addresses/)
    })
})
