import { expect } from 'chai'
import type { HostAddress, Resolve } from '../../../src/transport/names/Resolve.ts'
import { toLookup } from '../../../src/transport/names/toLookup.ts'
import { TransportFailure } from '../../../src/transport/TransportFailure.ts'

const V4_ADDRESS: HostAddress = { address: '192.0.2.1', family: 4 }
const V6_ADDRESS: HostAddress = { address: '2001:db8::1', family: 6 }

const NOT_FOUND = { kind: 'dns', message: 'The host name was not found', code: 'ENOTFOUND' }
const NOT_RESOLVED = { kind: 'dns', message: 'The host name could not be resolved', code: 'EAI_AGAIN' }

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
