import dns from 'node:dns'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { expect } from 'chai'
import {
  createResolver,
  dnsFailure,
  type HostAddress,
  parseHosts,
  type Resolve,
  toLookup,
} from '../../src/transport/resolveHost.ts'
import { TransportFailure } from '../../src/transport/TransportFailure.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { type DnsAnswer, serveDns } from '../support/serveDns.ts'
import { until } from '../support/until.ts'

const V4 = [192, 0, 2, 1]
const V6 = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
const V4_ADDRESS: HostAddress = { address: '192.0.2.1', family: 4 }
const V6_ADDRESS: HostAddress = { address: '2001:db8::1', family: 6 }

const NOT_FOUND = { kind: 'dns', message: 'The host name was not found', code: 'ENOTFOUND' }
const NOT_RESOLVED = { kind: 'dns', message: 'The host name could not be resolved', code: 'EAI_AGAIN' }

describe('dnsFailure', () => {
  const rows: ReadonlyArray<readonly [code: string, expected: typeof NOT_FOUND]> = [
    ['ENOTFOUND', NOT_FOUND],
    ['ENODATA', NOT_FOUND],
    ['EAI_NONAME', NOT_FOUND],
    ['EAI_NODATA', NOT_FOUND],
    ['EBADNAME', NOT_FOUND],
    ['', NOT_RESOLVED],
    ['EAI_AGAIN', NOT_RESOLVED],
    ['ESERVFAIL', NOT_RESOLVED],
    ['ETIMEOUT', NOT_RESOLVED],
    ['EREFUSED', NOT_RESOLVED],
    ['ECONNREFUSED', NOT_RESOLVED],
    ['ECANCELLED', NOT_RESOLVED],
    ['EAI_MEMORY', NOT_RESOLVED],
  ]
  for (const [code, expected] of rows) {
    it(`takes "${code}" for ${expected.code}`, () => {
      expect(dnsFailure(code).fetchError).to.deep.equal(expected)
    })
  }
})

describe('parseHosts', () => {
  it('lists the addresses of each name in the order of the file', () => {
    const hosts = parseHosts(`
      # the usual
      127.0.0.1\tlocalhost   Localhost.LocalDomain # not this
      ::1 localhost
      10.0.0.1 db
      10.0.0.2 db
    `)
    expect([...hosts]).to.deep.equal([
      [
        'localhost',
        [
          { address: '127.0.0.1', family: 4 },
          { address: '::1', family: 6 },
        ],
      ],
      ['localhost.localdomain', [{ address: '127.0.0.1', family: 4 }]],
      [
        'db',
        [
          { address: '10.0.0.1', family: 4 },
          { address: '10.0.0.2', family: 4 },
        ],
      ],
    ])
  })

  for (const line of ['', '#127.0.0.1 name', '127.0.0.1', 'name 127.0.0.1', '127.0.0 name', '300.0.0.1 name', '\0']) {
    it(`finds no name in ${JSON.stringify(line)}`, () => {
      expect(parseHosts(`${line}\n`).size).to.equal(0)
    })
  }

  it('reads lines that end in CR LF', () => {
    expect(parseHosts('127.0.0.1 one\r\n127.0.0.1 two\r\n')).to.have.all.keys('one', 'two')
  })
})

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

describe('toLookup', () => {
  type Answer = readonly [error: unknown, address: unknown, family?: number | undefined]

  const lookUp = (resolve: Resolve, options: { all?: boolean } = { all: true }): Promise<Answer> =>
    new Promise((settle) => {
      toLookup(resolve)('api.test', options, (...answer) => settle(answer))
    })

  const failureOf = async (resolve: Resolve) => {
    const [error] = await lookUp(resolve)
    return error instanceof TransportFailure ? error.fetchError : error
  }

  it('gives all addresses where all are wanted', async () => {
    expect(await lookUp(async () => [V4_ADDRESS, V6_ADDRESS])).to.deep.equal([null, [V4_ADDRESS, V6_ADDRESS]])
  })

  it('gives the first one otherwise', async () => {
    expect(await lookUp(async () => [V6_ADDRESS, V4_ADDRESS], {})).to.deep.equal([null, '2001:db8::1', 6])
  })

  it('asks for the name', async () => {
    const names: string[] = []
    await lookUp(async (name) => {
      names.push(name)
      return []
    })
    expect(names).to.deep.equal(['api.test'])
  })

  it('fails as not found where there are no addresses', async () => {
    expect(await failureOf(async () => [])).to.deep.equal(NOT_FOUND)
  })

  it('fails by the code of what is rejected', async () => {
    const rejecting = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))
    expect(await failureOf(rejecting('ENOTFOUND'))).to.deep.equal(NOT_FOUND)
    expect(await failureOf(rejecting('EAI_AGAIN'))).to.deep.equal(NOT_RESOLVED)
  })

  it('fails where something is thrown or rejected that is no error', async () => {
    expect(
      await failureOf(() => {
        throw new Error('at once')
      }),
    ).to.deep.equal(NOT_RESOLVED)
    expect(await failureOf(() => Promise.reject(null))).to.deep.equal(NOT_RESOLVED)
  })

  it('passes on a failure that is ready', async () => {
    const ready = { kind: 'aborted', message: 'Enough' } as const
    expect(await failureOf(() => Promise.reject(new TransportFailure(ready)))).to.deep.equal(ready)
  })
})
