import { Readable } from 'node:stream'
import { expect } from 'chai'
import type { RequestShape } from '../../src/cli/options/RequestShape.ts'
import { TakenRequests } from '../../src/cli/TakenRequests.ts'
import { invalidRequest } from '../../src/domain/FetchError.ts'
import type { FetchFailure } from '../../src/domain/FetchResult.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const URLS = ['https://a.example/1', 'https://a.example/2', 'https://a.example/3']
const AS_IT_IS: RequestShape = { headers: {}, shape: (request) => request }

const failure = (index: number): FetchFailure => ({
  outcome: 'failure',
  index,
  url: URLS[index] ?? '',
  error: invalidRequest('body', 'a', 'b'),
  attempts: 0,
  timing: { startedAtMs: 0, durationMs: 0 },
})

/** Without the request that an earlier run has done. */
const withoutFirst = {
  remaining: (requests: Iterable<{ readonly index: number }>) => [...requests].filter(({ index }) => index > 0),
} as never

describe('TakenRequests', () => {
  const folder = temporaryFolder()

  it('knows all that was typed at once', () => {
    const taken = new TakenRequests({ urls: URLS, inputs: [], shape: AS_IT_IS }, Readable.from([]), undefined)
    expect([...(taken.open() as Iterable<unknown>)]).to.deep.equal(URLS)
    expect(taken.isAllTaken).to.equal(true)
    expect(taken.extent).to.deep.equal({ inFlight: 3, total: 3, isEstimate: false })
    taken.settle(failure(1))
    expect(taken.extent.inFlight).to.equal(2)
  })

  it('gives a result the index of its request in the whole input', () => {
    const taken = new TakenRequests({ urls: URLS, inputs: [], shape: AS_IT_IS }, Readable.from([]), withoutFirst)
    expect(taken.open()).to.deep.equal(URLS.slice(1))
    expect(taken.settle(failure(0)).index).to.equal(1)
    expect(taken.settle(failure(1)).index).to.equal(2)
  })

  it('takes from an input as it is asked, and estimates how many there are', async () => {
    const input = folder.write('urls.txt', `${URLS.join('\n')}\n`)
    const shape: RequestShape = { headers: {}, shape: (url) => ({ url: String(url), method: 'HEAD' }) }
    const taken = new TakenRequests({ urls: [], inputs: [input], shape }, Readable.from([]), undefined)
    const requests = (taken.open() as AsyncIterable<unknown>)[Symbol.asyncIterator]()
    expect(taken.extent).to.deep.equal({ inFlight: 0, total: undefined, isEstimate: false })
    expect(await requests.next()).to.deep.equal({ done: false, value: { url: URLS[0], method: 'HEAD' } })
    expect(taken.extent).to.deep.equal({ inFlight: 1, total: 3, isEstimate: true })
    for (let left = 3; left > 0; left -= 1) await requests.next()
    expect(taken.isAllTaken).to.equal(true)
    expect(taken.extent).to.deep.equal({ inFlight: 3, total: 3, isEstimate: false })
  })

  it('estimates by all that was read how many are left of an input that an earlier run has begun', async () => {
    const urls = Array.from({ length: 20_000 }, (_, index) => `https://a.example/${String(index).padStart(40, '0')}`)
    const input = folder.write('long.txt', `${urls.join('\n')}\n`)
    const withoutMost = {
      async *remainingOf(groups: AsyncIterable<Iterable<{ readonly index: number }>>) {
        for await (const group of groups) yield [...group].filter(({ index }) => index >= 10_000)
      },
    } as never
    const taken = new TakenRequests({ urls: [], inputs: [input], shape: AS_IT_IS }, Readable.from([]), withoutMost)
    await (taken.open() as AsyncIterable<unknown>)[Symbol.asyncIterator]().next()
    expect(taken.extent.total).to.be.within(8_000, 10_000) // those of a chunk are known before they are taken
  })

  it('says where a request stands that could not be sent', async () => {
    const input = folder.write('one.txt', `\n${URLS[0]}\n`)
    const taken = new TakenRequests({ urls: [], inputs: [input], shape: AS_IT_IS }, Readable.from([]), undefined)
    await (taken.open() as AsyncIterable<unknown>)[Symbol.asyncIterator]().next()
    const told = taken.settle(failure(0)) as FetchFailure
    expect(told.error.message).to.equal('Invalid request in line 2: body must be a, got b')
  })
})
