import { expect } from 'chai'
import { concat, of, throwError, VirtualTimeScheduler } from 'rxjs'
import { collectBatch } from '../src/collectBatch.ts'
import { ABORTED } from './support/expectedResults.ts'
import { fakeTransport, synchronousTransport } from './support/fakeTransport.ts'
import { heldTransport } from './support/heldTransport.ts'
import { settled, times, watchedAsyncIterable } from './support/sources.ts'

const A = 'https://a.example/'
const BROKEN = new Error('the source broke')

const frozen = () => ({ scheduler: new VirtualTimeScheduler() })

describe('collectBatch', () => {
  it('resolves to one result for each request in input order, whatever the order of completion', async () => {
    const held = heldTransport()
    const urls = ['c', 'a', 'b', 'a'].map((path) => A + path)
    const results = collectBatch(urls, { transport: held.transport, ...frozen() })
    for (const place of [3, 0, 1, 0]) held.answer(place)
    expect((await results).map(({ index, url }) => [index, url])).to.deep.equal(urls.map((url, index) => [index, url]))
  })

  it('resolves to nothing for nothing', async () => {
    expect(await collectBatch([], { transport: synchronousTransport() })).to.deep.equal([])
  })

  it('keeps failures at their places', async () => {
    const results = await collectBatch([A, 'no URL', A], { transport: synchronousTransport() })
    expect(results.map(({ outcome }) => outcome)).to.deep.equal(['success', 'failure', 'success'])
  })

  it('takes requests from any source', async () => {
    const watched = watchedAsyncIterable(times(30, (place) => A + place))
    const sources = [watched.requests, new Set(times(30, (place) => A + place)), of(...times(30, (place) => A + place))]
    for (const requests of sources) {
      const results = await collectBatch(requests, { transport: synchronousTransport(), perOrigin: 1 })
      expect(results.map(({ url }) => url)).to.deep.equal([...times(30, (place) => A + place)])
    }
  })

  it('starts at once', () => {
    const transport = synchronousTransport()
    void collectBatch([A], { transport })
    expect(transport.attempts).to.have.length(1)
  })

  it('has no gaps where the batch ends before time', async () => {
    const controller = new AbortController()
    const held = heldTransport()
    const watched = watchedAsyncIterable(times(9, (place) => A + place))
    const options = { transport: held.transport, concurrency: 3, signal: controller.signal, ...frozen() }
    const results = collectBatch(watched.requests, options)
    await settled()
    held.answer(1)
    await settled()
    controller.abort()
    expect((await results).map((result) => ('error' in result ? result.error : result.outcome))).to.deep.equal([
      ABORTED,
      'success',
      ABORTED,
      ABORTED,
    ])
  })

  it('rejects if the source fails, when what was in flight has settled', async () => {
    const held = heldTransport()
    let rejected: unknown
    const requests$ = concat(
      of(A),
      throwError(() => BROKEN),
    )
    const results = collectBatch(requests$, { transport: held.transport, ...frozen() }).catch((error) => {
      rejected = error
    })
    await settled()
    expect(rejected).to.equal(undefined)
    held.answer()
    await results
    expect(rejected).to.equal(BROKEN)
  })

  it('does not reject for a transport that always throws', async () => {
    const transport = fakeTransport(() => {
      throw BROKEN
    })
    const [result] = await collectBatch([A], { transport })
    expect(result).to.deep.include({ outcome: 'failure', attempts: 1 })
  })

  it('throws a TypeError at the call for what it cannot do', () => {
    // @ts-expect-error: a string is iterable, but of characters
    expect(() => collectBatch(A)).to.throw(TypeError, /^requests must be/)
    expect(() => collectBatch(undefined as unknown as string[])).to.throw(TypeError, /^requests must be/)
    expect(() => collectBatch([], { concurrency: 0 })).to.throw(TypeError, /concurrency/)
  })
})
