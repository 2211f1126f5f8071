import { expect } from 'chai'
import { NEVER, of, VirtualTimeScheduler } from 'rxjs'
import type { FetchResult } from '../src/domain/FetchResult.ts'
import type { FetchOptions } from '../src/FetchOptions.ts'
import type { Requests } from '../src/operators/source/RequestSource.ts'
import { streamResults } from '../src/streamResults.ts'
import { DEADLINE } from './support/expectedResults.ts'
import { fakeTransport, OK, synchronousTransport } from './support/fakeTransport.ts'
import { heldTransport } from './support/heldTransport.ts'
import { settled, times, watchedAsyncIterable, watchedIterable } from './support/sources.ts'

const A = 'https://a.example/'
const BROKEN = new Error('the source broke')

const numbered = (count: number) => times(count, (place) => `${A}${place}`)

/** A stream whose clocks stand still. */
const stream = (requests: Requests<string>, options: FetchOptions) =>
  streamResults(requests, { scheduler: new VirtualTimeScheduler(), ...options })

/** What is read until the stream ends, and how it ended. */
async function readAll(results: AsyncIterable<FetchResult>): Promise<{ indexes: number[]; error?: unknown }> {
  const indexes: number[] = []
  try {
    for await (const { index } of results) indexes.push(index)
    return { indexes }
  } catch (error) {
    return { indexes, error }
  }
}

describe('streamResults', () => {
  it('yields one result for each request as it completes', async () => {
    const held = heldTransport()
    const read = readAll(stream(numbered(4), { transport: held.transport, concurrency: 2 }))
    await settled()
    for (const place of [1, 1, 0, 0]) {
      held.answer(place)
      await settled()
    }
    expect(await read).to.deep.equal({ indexes: [1, 2, 0, 3] })
  })

  it('ends at once without requests', async () => {
    expect(await readAll(stream([], { transport: synchronousTransport() }))).to.deep.equal({ indexes: [] })
  })

  it('reads Observables and async iterables, too', async () => {
    const transport = synchronousTransport()
    expect(await readAll(stream(of(A, A), { transport }))).to.deep.equal({ indexes: [0, 1] })
    const watched = watchedAsyncIterable(numbered(3))
    expect(await readAll(stream(watched.requests, { transport }))).to.deep.equal({ indexes: [0, 1, 2] })
    expect([watched.mostOutstanding, watched.returns]).to.deep.equal([1, 0])
  })

  it('starts with the first next()', async () => {
    const source = watchedIterable(numbered(9))
    const transport = synchronousTransport()
    const results = stream(source.requests, { transport })
    await settled()
    expect([source.pulls, transport.attempts.length]).to.deep.equal([0, 0])
    expect((await results.next()).value).to.include({ index: 0 })
    await results.return?.()
  })

  it('answers calls of next() in their order, however many wait', async () => {
    const held = heldTransport()
    const results = stream(numbered(3), { transport: held.transport })
    const nexts = times(5, () => results.next())
    const answers = Promise.all([...nexts])
    await settled()
    while (held.owed > 0) held.answer()
    expect((await answers).map(({ done, value }) => [done, value?.index])).to.deep.equal([
      [false, 0],
      [false, 1],
      [false, 2],
      [true, undefined],
      [true, undefined],
    ])
  })

  it('stays at its end', async () => {
    const results = stream([A], { transport: synchronousTransport() })
    await readAll(results)
    expect(await results.next()).to.deep.equal({ done: true, value: undefined })
    expect(await results.return?.()).to.deep.equal({ done: true, value: undefined })
  })

  it('is its own iterator', () => {
    const results = stream([], {})
    expect(results[Symbol.asyncIterator]()).to.equal(results)
  })

  it('reads 20,000 synchronous results without a deep stack', async () => {
    const { indexes } = await readAll(streamResults(numbered(20_000), { transport: () => of({ url: A, ...OK }) }))
    expect(indexes).to.have.length(20_000)
  })

  describe('with a consumer that is slow', () => {
    for (const concurrency of [1, 3, 20])
      it(`lets at most ${concurrency} results wait`, async () => {
        const source = watchedIterable(numbered(1_000))
        const transport = synchronousTransport()
        const results = stream(source.requests, { transport, concurrency })
        for (let taken = 1; taken <= 50; taken += 1) {
          await results.next()
          await settled()
          expect(transport.attempts.length).to.be.within(taken, taken + concurrency)
          expect(source.pulls).to.be.within(taken, taken + concurrency)
        }
        await results.return?.()
      })

    it('starts nothing while nothing is read', async () => {
      const held = heldTransport()
      const results = stream(numbered(99), { transport: held.transport, concurrency: 3 })
      const first = results.next()
      for (let answers = 0; answers < 4; answers += 1) {
        await settled()
        held.answer()
      }
      await first
      await settled()
      expect([held.owed, held.transport.attempts.length]).to.deep.equal([0, 4])
      await results.next()
      await settled()
      expect(held.owed).to.equal(1)
      await results.return?.()
    })

    it('holds no place at an origin, only the next requests', async () => {
      const held = heldTransport()
      const results = stream([A, A, A], { transport: held.transport, concurrency: 2, perOrigin: 1 })
      const first = results.next()
      await settled()
      held.answer()
      await first
      await settled()
      held.answer()
      await settled()
      expect(held.transport.attempts).to.have.length(3)
      held.answer()
      await results.return?.()
    })

    it('starts the next at once where a next() waits for the result', async () => {
      const held = heldTransport()
      const results = stream(numbered(9), { transport: held.transport, concurrency: 1 })
      const nexts = [results.next(), results.next()]
      await settled()
      held.answer()
      expect(held.owed).to.equal(1)
      held.answer()
      expect(held.owed).to.equal(1)
      held.answer()
      expect(held.owed).to.equal(0)
      await Promise.all(nexts)
      await results.return?.()
    })

    it('keeps as many in flight as it may while results are taken at once', async () => {
      const held = heldTransport()
      const read = readAll(stream(numbered(30), { transport: held.transport, concurrency: 5 }))
      await settled()
      for (let answers = 0; answers < 30; answers += 1) {
        expect(held.owed).to.equal(Math.min(5, 30 - answers))
        held.answer()
        await settled()
      }
      expect((await read).indexes).to.have.length(30)
      expect(held.transport.peak).to.equal(5)
    })
  })

  describe('that is left', () => {
    it('aborts what is in flight and ends the source once', async () => {
      const held = heldTransport()
      const source = watchedIterable(numbered(99))
      const read = (async () => {
        for await (const { index } of stream(source.requests, { transport: held.transport, concurrency: 3 }))
          return index
        return undefined
      })()
      await settled()
      held.answer(2)
      expect(await read).to.equal(2)
      expect([held.transport.inFlight, source.returns]).to.deep.equal([0, 1])
      const { pulls } = source
      await settled()
      expect(source.pulls).to.equal(pulls)
    })

    it('aborts what is in flight where the loop throws', async () => {
      const held = heldTransport()
      const read = (async () => {
        for await (const _ of stream(numbered(9), { transport: held.transport })) throw BROKEN
      })().catch((error) => error)
      await settled()
      held.answer()
      expect(await read).to.equal(BROKEN)
      expect(held.transport.inFlight).to.equal(0)
    })

    it('ends a next() that waits', async () => {
      const transport = fakeTransport(() => NEVER)
      const results = stream(numbered(9), { transport, concurrency: 2 })
      const [first, second] = [results.next(), results.next()]
      await settled()
      expect(transport.inFlight).to.equal(2)
      expect(await results.return?.()).to.deep.equal({ done: true, value: undefined })
      expect(transport.inFlight).to.equal(0)
      expect(await Promise.all([first, second, results.next()])).to.deep.equal(
        Array(3).fill({ done: true, value: undefined }),
      )
    })

    it('ends a next() that waits for a source that hangs', async () => {
      const hanging = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) }
      const results = stream(hanging, { transport: synchronousTransport() })
      const first = results.next()
      await settled()
      await results.return?.()
      expect(await first).to.deep.equal({ done: true, value: undefined })
    })

    it('starts nothing where it is left before the first next()', async () => {
      const source = watchedIterable(numbered(9))
      const transport = synchronousTransport()
      const results = stream(source.requests, { transport })
      await results.return?.()
      expect(await results.next()).to.deep.equal({ done: true, value: undefined })
      expect([source.pulls, transport.attempts.length]).to.deep.equal([0, 0])
    })

    it('may be left twice', async () => {
      const results = stream(numbered(9), { transport: synchronousTransport() })
      await results.next()
      await results.return?.()
      expect(await results.return?.()).to.deep.equal({ done: true, value: undefined })
    })
  })

  describe('that ends before time', () => {
    it('yields what is finished and a failure for the rest of an array at the deadline', async () => {
      const scheduler = new VirtualTimeScheduler()
      const held = heldTransport()
      const options = { transport: held.transport, scheduler, concurrency: 2, deadlineMs: 5 }
      const results: unknown[] = []
      const read = (async () => {
        for await (const result of streamResults([...numbered(4)], options))
          results.push([result.index, result.attempts, 'error' in result ? result.error : result.outcome])
      })()
      await settled()
      held.answer()
      await settled()
      scheduler.flush()
      await read
      expect(results).to.have.deep.members([
        [0, 1, 'success'],
        [1, 1, DEADLINE],
        [2, 1, DEADLINE],
        [3, 0, DEADLINE],
      ])
    })

    it('yields a failure for what is in flight where it is aborted', async () => {
      const controller = new AbortController()
      const transport = fakeTransport(() => NEVER)
      const options = { transport, signal: controller.signal, concurrency: 2 }
      const read = readAll(stream(numbered(9), options))
      await settled()
      controller.abort()
      expect(await read).to.deep.equal({ indexes: [0, 1] })
    })
  })

  describe('when its source fails', () => {
    const broken = function* () {
      yield* numbered(3)
      throw BROKEN
    }

    it('yields every result first', async () => {
      for (const concurrency of [1, 2, 3, 9]) {
        const read = readAll(stream(broken(), { transport: synchronousTransport(), concurrency }))
        expect(await read, `${concurrency}`).to.deep.equal({ indexes: [0, 1, 2], error: BROKEN })
      }
    })

    it('waits for what is in flight', async () => {
      const held = heldTransport()
      const read = readAll(stream(broken(), { transport: held.transport }))
      for (const place of [2, 1, 0]) {
        await settled()
        held.answer(place)
      }
      expect(await read).to.deep.equal({ indexes: [2, 1, 0], error: BROKEN })
    })

    it('does so also for a consumer that reads late', async () => {
      const results = stream(broken(), { transport: synchronousTransport() })
      await results.next()
      await settled()
      expect(await readAll(results)).to.deep.equal({ indexes: [1, 2], error: BROKEN })
      expect(await results.next()).to.deep.equal({ done: true, value: undefined })
    })
  })

  it('throws a TypeError at the call for what it cannot do', () => {
    // @ts-expect-error: a string is iterable, but of characters
    expect(() => streamResults(A)).to.throw(TypeError, /^requests must be/)
    expect(() => streamResults(null as unknown as string[])).to.throw(TypeError, /^requests must be/)
    expect(() => streamResults([], { concurrency: 0 })).to.throw(TypeError, /concurrency/)
  })
})
