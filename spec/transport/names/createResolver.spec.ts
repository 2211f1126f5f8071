import dns from 'node:dns'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { expect } from 'chai'
import { createResolver } from '../../../src/transport/names/createResolver.ts'
import type { HostAddress } from '../../../src/transport/names/Resolve.ts'
import { closeAfterEach } from '../../support/closeAfterEach.ts'
import { type DnsAnswer, serveDns } from '../../support/serveDns.ts'
import { until } from '../../support/until.ts'

const V4 = [192, 0, 2, 1]
const V6 = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
const V4_ADDRESS: HostAddress = { address: '192.0.2.1', family: 4 }
const V6_ADDRESS: HostAddress = { address: '2001:db8::1', family: 6 }

describe('createResolver', () => {
  const closing = closeAfterEach()
  const realLookup = dns.lookup
  let askedSystem: string[] = []

  /** The system's resolver, which answers with an address that nobody else gives, or fails with a code. */
  const replaceSystem = (code?: string): void => {
    askedSystem = []
    Object.assign(dns, {
      lookup: (name: string, _options: object, callback: (error: object | null, addresses?: unknown) => void) => {
        askedSystem.push(name)
        if (code === undefined) callback(null, [{ address: '198.51.100.1', family: 4 }])
        else callback(Object.assign(new Error(code), { code }))
      },
    })
    syncBuiltinESMExports()
  }
  const SYSTEM_ADDRESS: HostAddress = { address: '198.51.100.1', family: 4 }

  beforeEach(() => replaceSystem())
  afterEach(() => {
    dns.lookup = realLookup
    syncBuiltinESMExports()
  })

  /** A resolver that asks a DNS server that answers so. */
  const open = async (answer: (name: string, type: string) => DnsAnswer) => {
    const server = closing(await serveDns(answer))
    const resolver = createResolver()
    closing({ close: async () => resolver.cancel() })
    return { ...resolver, asked: server.asked }
  }

  const codeOf = (answer: Promise<unknown>): Promise<unknown> =>
    answer.then(
      () => 'an answer',
      (error) => error.code,
    )

  it('gives the addresses of both families, IPv4 first', async () => {
    const { resolve, asked } = await open((_, type) => [type === 'A' ? V4 : V6])
    expect(await resolve('both.test')).to.deep.equal([V4_ADDRESS, V6_ADDRESS])
    expect([...asked].sort()).to.deep.equal(['A both.test', 'AAAA both.test'])
    expect(askedSystem).to.deep.equal([])
  })

  it('gives all the addresses of a name', async () => {
    const { resolve } = await open((_, type) => (type === 'A' ? [V4, [192, 0, 2, 2], [192, 0, 2, 3]] : []))
    expect((await resolve('many.test')).map(({ address }) => address).sort()).to.deep.equal([
      '192.0.2.1',
      '192.0.2.2',
      '192.0.2.3',
    ])
  })

  const halves: Record<string, readonly [DnsAnswer, DnsAnswer, HostAddress]> = {
    'IPv4 alone': [[V4], [], V4_ADDRESS],
    'IPv6 alone': [[], [V6], V6_ADDRESS],
    'IPv4 while IPv6 fails': [[V4], 'server failure', V4_ADDRESS],
    'IPv6 while IPv4 fails': ['server failure', [V6], V6_ADDRESS],
  }
  for (const [half, [v4, v6, expected]] of Object.entries(halves)) {
    it(`is content with ${half}`, async () => {
      const { resolve } = await open((_, type) => (type === 'A' ? v4 : v6))
      expect(await resolve('half.test')).to.deep.equal([expected])
    })
  }

  it('knows the hosts file, and asks nobody for what is in there', async () => {
    const { resolve, asked } = await open(() => 'server failure')
    expect(await resolve('LOCALHOST')).to.deep.include({ address: '127.0.0.1', family: 4 })
    expect([...asked, ...askedSystem]).to.deep.equal([])
  })

  it('does without a hosts file where there is none', async () => {
    const { readFileSync } = fs
    fs.readFileSync = () => {
      throw new Error('There is no such file')
    }
    syncBuiltinESMExports()
    try {
      const { resolve } = await open(() => [V4])
      expect(await resolve('localhost')).to.deep.equal([SYSTEM_ADDRESS])
    } finally {
      fs.readFileSync = readFileSync
      syncBuiltinESMExports()
    }
  })

  it('asks the system for names without a dot', async () => {
    const { resolve, asked } = await open(() => [V4])
    expect(await resolve('printer')).to.deep.equal([SYSTEM_ADDRESS])
    expect(asked).to.deep.equal([])
  })

  for (const answer of ['no such name', []] as const) {
    it(`asks the system for a name of which DNS says ${JSON.stringify(answer)}`, async () => {
      const { resolve } = await open(() => answer)
      expect(await resolve('mdns.test')).to.deep.equal([SYSTEM_ADDRESS])
      expect(askedSystem).to.deep.equal(['mdns.test'])
    })
  }

  it('fails as the system does', async () => {
    replaceSystem('ENOTFOUND')
    const { resolve } = await open(() => 'no such name')
    expect(await codeOf(resolve('nowhere.test'))).to.equal('ENOTFOUND')
  })

  it('fails where DNS cannot tell, without a word to the system', async () => {
    const { resolve } = await open(() => 'server failure')
    expect(await codeOf(resolve('broken.test'))).to.equal('ESERVFAIL')
    expect(askedSystem).to.deep.equal([])
  })

  it('asks the system where there is no DNS server', async () => {
    const server = await serveDns(() => 'silence')
    const { resolve } = createResolver()
    await server.close()
    expect(await resolve('orphan.test')).to.deep.equal([SYSTEM_ADDRESS])
  })

  it('asks once for a name that many want at the same time', async () => {
    const { resolve, asked } = await open((_, type) => (type === 'A' ? [V4] : []))
    const answers = await Promise.all(Array.from({ length: 50 }, () => resolve('wanted.test')))
    expect(answers.every(([first]) => first?.address === '192.0.2.1')).to.equal(true)
    expect([...asked].sort()).to.deep.equal(['A wanted.test', 'AAAA wanted.test'])
  })

  it('tells all of them that it fails', async () => {
    const { resolve } = await open(() => 'server failure')
    const codes = await Promise.all([resolve('broken.test'), resolve('broken.test')].map(codeOf))
    expect(codes).to.deep.equal(['ESERVFAIL', 'ESERVFAIL'])
  })

  it('asks again for a name that is wanted later', async () => {
    const { resolve, asked } = await open((_, type) => (type === 'A' ? [V4] : []))
    await resolve('again.test')
    await resolve('again.test')
    expect(asked).to.have.lengthOf(4)
  })

  it('lets no slow name delay another', async () => {
    const { resolve } = await open((name, type) => (name.startsWith('slow') ? 'silence' : type === 'A' ? [V4] : []))
    const slow = Array.from({ length: 40 }, (_, number) => codeOf(resolve(`slow-${number}.test`)).then(() => 'slow'))
    const fast = resolve('fast.test').then(() => 'fast')
    expect(await Promise.race([...slow, fast])).to.equal('fast')
  })

  it('ends every question when it is cancelled', async () => {
    const { resolve, cancel, asked } = await open(() => 'silence')
    const codes = Promise.all(['one.test', 'two.test'].map((name) => codeOf(resolve(name))))
    await until(
      () => 'both names are asked for',
      () => asked.length === 4,
    )
    cancel()
    expect(await codes).to.deep.equal(['ECANCELLED', 'ECANCELLED'])
  })
})
