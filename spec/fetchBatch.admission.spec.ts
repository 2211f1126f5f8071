import { expect } from 'chai'
import { firstValueFrom, map, of, take, timer, VirtualTimeScheduler } from 'rxjs'
import type { FetchOptions } from '../src/FetchOptions.ts'
import { fetchBatch } from '../src/fetchBatch.ts'
import type { Requests } from '../src/operators/source/RequestSource.ts'
import { succeeded } from './support/expectedResults.ts'
import { fakeTransport, OK, scriptedTransport, synchronousTransport } from './support/fakeTransport.ts'
import { heldTransport } from './support/heldTransport.ts'
import { marbles } from './support/marbles.ts'
import { naturals, settled, times, watchedAsyncIterable, watchedIterable } from './support/sources.ts'

const A = 'https://a.example/'

const numbered = (count: number) => times(count, (place) => `${A}${place}`)

const virtual = new VirtualTimeScheduler()

/** Runs a batch whose clocks stand still but for turns of the event loop, and tells what it emitted. */
function run(requests: Requests<string>, options: FetchOptions) {
  const seen = { results: 0, ended: false }
  fetchBatch(requests, { scheduler: virtual, ...options }).subscribe({
    next: () => {
      seen.results += 1
    },
    complete: () => {
      seen.ended = true
    },
  })
  return seen
}

describe('fetchBatch', () => {
  describe('and its admission', () => {
    it('pulls a source as results come, so that mergeMap has nothing to buffer', () => {
      const source = watchedIterable(numbered(100))
      const held = heldTransport()
      const seen = run(source.requests, { transport: held.transport, concurrency: 5 })
      expect(source.pulls).to.equal(5)
      for (let results = 1; results <= 100; results += 1) {
        held.answer(results % Math.min(5, 101 - results))
        expect(source.pulls).to.equal(Math.min(101, 5 + results))
        expect(source.pulls - seen.results).to.be.at.most(5 + 1)
      }
      expect(seen).to.deep.equal({ results: 100, ended: true })
      expect(held.transport.peak).to.equal(5)
    })

    it('never has more than 20 in flight where nothing else is said', () => {
      const { transport } = heldTransport()
      run(numbered(100), { transport })
      expect(transport.inFlight).to.equal(20)
    })

    it('takes what it needs of an endless source', () => {
      const transport = synchronousTransport()
      const seen: number[] = []
      fetchBatch(
        (function* () {
          for (const number of naturals()) yield `${A}${number}`
        })(),
        { transport },
      )
        .pipe(take(3))
        .subscribe(({ index }) => seen.push(index))
      expect(seen).to.deep.equal([0, 1, 2])
      expect(transport.attempts).to.have.length(3)
    })

    const stacks: ReadonlyArray<[requests: number, limits: FetchOptions]> = [
      [200_000, {}],
      [20_000, { concurrency: 1 }],
      [20_000, { concurrency: 3, perOrigin: 2 }],
    ]
    for (const [requests, limits] of stacks)
      it(`answers ${requests} requests at once without a deep stack under ${JSON.stringify(limits)}`, () => {
        const response$ = of({ url: A, ...OK })
        const seen = run(
          times(requests, () => A),
          { transport: () => response$, ...limits },
        )
        virtual.flush()
        expect(seen).to.deep.equal({ results: requests, ended: true })
      })

    it('answers 20,000 requests at once behind one that took its time', () => {
      const scheduler = new VirtualTimeScheduler()
      const slow$ = timer(5, scheduler).pipe(map(() => OK))
      const transport = fakeTransport((_, number) => (number < 2 ? slow$ : of(OK)))
      const seen = run(numbered(20_000), { transport, scheduler, concurrency: 2 })
      expect(seen).to.deep.equal({ results: 0, ended: false })
      scheduler.flush()
      expect(seen).to.deep.equal({ results: 20_000, ended: true })
    })

    it('answers 20,000 requests that cannot be sent behind one that can', () => {
      const held = heldTransport()
      const urls = [A, ...times(20_000, () => 'no URL')]
      const seen = run(urls, { transport: held.transport, concurrency: 1 })
      held.answer()
      virtual.flush()
      expect(seen).to.deep.equal({ results: 20_001, ended: true })
    })

    it(
      'makes a batch of its own for each subscriber',
      marbles(({ cold, expectObservable, flush }) => {
        const transport = scriptedTransport({ [A]: [cold('--(r|)', { r: OK })] })
        const source = watchedIterable([A, A])
        const results$ = fetchBatch(source.requests, { transport, concurrency: 1 })
        expectObservable(results$).toBe('--a-(b|)', {
          a: succeeded(A, 0, { to: 2 }),
          b: succeeded(A, 1, { from: 2, to: 4 }),
        })
        expectObservable(results$, '-^').toBe('---a-(b|)', {
          a: succeeded(A, 0, { from: 1, to: 3 }),
          b: succeeded(A, 1, { from: 3, to: 5 }),
        })
        flush()
        expect(transport.peak).to.equal(2)
        expect(source.pulls).to.equal(6)
      }),
    )

    it('keeps one next() of an async source outstanding, and pulls it as results come', async () => {
      const watched = watchedAsyncIterable(numbered(50))
      const held = heldTransport()
      const seen = run(watched.requests, { transport: held.transport, concurrency: 4 })
      await settled()
      expect([held.owed, watched.pulls]).to.deep.equal([4, 4])
      for (let results = 1; results <= 50; results += 1) {
        held.answer()
        await settled()
        expect(watched.pulls).to.equal(Math.min(51, 4 + results))
      }
      expect(watched.mostOutstanding).to.equal(1)
      expect(seen).to.deep.equal({ results: 50, ended: true })
    })

    it('ends an iterator once where the subscriber has enough', async () => {
      const source = watchedIterable(numbered(9))
      const watched = watchedAsyncIterable(numbered(9))
      await firstValueFrom(fetchBatch(source.requests, { transport: synchronousTransport() }))
      await firstValueFrom(fetchBatch(watched.requests, { transport: synchronousTransport() }))
      expect([source.returns, watched.returns]).to.deep.equal([1, 1])
    })

    describe('per origin', () => {
      const B = 'https://b.example/'
      const C = 'https://c.example/'

      it(
        'keeps a slow origin from taking every slot',
        marbles(({ cold, expectObservable, expectSubscriptions }) => {
          const slow$ = cold('    -----(r|)', { r: OK })
          const slowSubs = ['     ^----!', '^----!', '-----^----!']
          const fast$ = cold('    -(r|)', { r: OK })
          const fastSubs = ['     ^!', '-^!', '--^!']
          const expected = '      -345-(01)-(2|)'
          const transport = scriptedTransport({ [A]: [slow$], [B]: [fast$] })
          const results$ = fetchBatch([A, A, A, B, B, B], { transport, concurrency: 3, perOrigin: 2 })
          expectObservable(results$.pipe(map(({ index }) => `${index}`))).toBe(expected)
          expectSubscriptions(slow$.subscriptions).toBe(slowSubs)
          expectSubscriptions(fast$.subscriptions).toBe(fastSubs)
        }),
      )

      it('gives origins their turns, and looks ahead only for one with a free place', () => {
        const held = heldTransport()
        const source = watchedIterable([A, A, A, B, B, C, C, C])
        run(source.requests, { transport: held.transport, concurrency: 2, perOrigin: 1 })
        const order = () => held.transport.attempts.map(({ url }) => url.charAt('https://'.length)).join('')
        expect([order(), source.pulls]).to.deep.equal(['ab', 4])
        for (let answers = 0; answers < 8; answers += 1) held.answer()
        expect(order()).to.equal('ababaccc')
      })

      it('takes requests without an origin for one origin', () => {
        const seen = run(['no URL', 'none', A], { transport: synchronousTransport(), concurrency: 2, perOrigin: 1 })
        expect(seen).to.deep.equal({ results: 3, ended: true })
      })
    })
  })
})
