import { getEventListeners } from 'node:events'
import { expect } from 'chai'
import { NEVER, of, throwError, VirtualTimeScheduler } from 'rxjs'
import type { FetchResult } from '../src/domain/FetchResult.ts'
import { fetchBatch } from '../src/fetchBatch.ts'
import { DEADLINE, failed, RESET, succeeded, timedOutBy } from './support/expectedResults.ts'
import { OK, scriptedTransport } from './support/fakeTransport.ts'
import { marbles } from './support/marbles.ts'

const A = 'https://a.example/'
const B = 'https://b.example/'

/** With retryDelayMs 4 the first wait is 2 ms, the second 4. */
const HALF = { retryDelayMs: 4, random: () => 0.5 }

describe('fetchBatch', () => {
  describe('under its clocks', () => {
    it(
      'ends an attempt at timeoutMs and closes its socket',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const a$ = cold('  ---------(r|)', { r: OK })
        const subs = '     ^----!'
        const expected = ' -----(a|)'
        const transport = scriptedTransport({ [A]: [a$] })
        const results$ = fetchBatch([A], { transport, timeoutMs: 5, retries: 0 })
        expectObservable(results$).toBe(expected, { a: failed(A, 0, timedOutBy('attempt'), { to: 5 }) })
        expectSubscriptions(a$.subscriptions).toBe(subs)
      }),
    )

    it(
      'winds the attempt clock up again for each attempt',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const slow$ = cold('  ---------(r|)', { r: OK })
        const a$ = cold('            ----(r|)', { r: OK })
        const expected = '    -----------(a|)'
        const transport = scriptedTransport({ [A]: [slow$, a$] })
        const results$ = fetchBatch([A], { transport, timeoutMs: 5, ...HALF })
        expectObservable(results$).toBe(expected, { a: succeeded(A, 0, { to: 11, attempts: 2 }) })
        expectSubscriptions(slow$.subscriptions).toBe('^----!')
        expectSubscriptions(a$.subscriptions).toBe('-------^---!')
      }),
    )

    it(
      'ends a request at totalTimeoutMs, in the midst of an attempt',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const slow$ = cold('  ---------(r|)', { r: OK })
        const subs = ['       ^----!', '-------^-!']
        const expected = '    ---------(a|)'
        const transport = scriptedTransport({ [A]: [slow$] })
        const results$ = fetchBatch([A], { transport, timeoutMs: 5, totalTimeoutMs: 9, ...HALF })
        expectObservable(results$).toBe(expected, { a: failed(A, 0, timedOutBy('total'), { to: 9, attempts: 2 }) })
        expectSubscriptions(slow$.subscriptions).toBe(subs)
      }),
    )

    it(
      'ends the first attempt at totalTimeoutMs where that is shorter than timeoutMs',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const a$ = cold('  ---------(r|)', { r: OK })
        const subs = '     ^--!'
        const expected = ' ---(a|)'
        const transport = scriptedTransport({ [A]: [a$] })
        const results$ = fetchBatch([A], { transport, timeoutMs: 5, totalTimeoutMs: 3, ...HALF })
        expectObservable(results$).toBe(expected, { a: failed(A, 0, timedOutBy('total'), { to: 3 }) })
        expectSubscriptions(a$.subscriptions).toBe(subs)
      }),
    )

    for (const totalTimeoutMs of [3, 4])
      it(
        `does not begin a wait that would end ${totalTimeoutMs === 3 ? 'after' : 'with'} the total time`,
        marbles(({ cold, expectObservable, expectSubscriptions }) => {
          const cut$ = cold<never>('  --#', {}, RESET)
          const subs = '       ^-!'
          const expected = '   --(a|)'
          const transport = scriptedTransport({ [A]: [cut$] })
          const results$ = fetchBatch([A], { transport, totalTimeoutMs, ...HALF })
          expectObservable(results$).toBe(expected, { a: failed(A, 0, RESET, { to: 2 }) })
          expectSubscriptions(cut$.subscriptions).toBe(subs)
        }),
      )

    it(
      'begins a wait that leaves some of the total time',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const cut$ = cold<never>('  --#', {}, RESET)
        const subs = ['      ^-!', '----^!']
        const expected = '   -----(a|)'
        const transport = scriptedTransport({ [A]: [cut$] })
        const results$ = fetchBatch([A], { transport, totalTimeoutMs: 5, ...HALF })
        expectObservable(results$).toBe(expected, { a: failed(A, 0, timedOutBy('total'), { to: 5, attempts: 2 }) })
        expectSubscriptions(cut$.subscriptions).toBe(subs)
      }),
    )

    it(
      'does not count the time in which a request waits for its slot',
      marbles(({ cold, expectObservable }) => {
        const a$ = cold('  ----(r|)', { r: OK })
        const b$ = cold('      ----(r|)', { r: OK })
        const expected = ' ----a---(b|)'
        const transport = scriptedTransport({ [A]: [a$], [B]: [b$] })
        const results$ = fetchBatch([A, B], { transport, concurrency: 1, timeoutMs: 5, totalTimeoutMs: 6 })
        expectObservable(results$).toBe(expected, {
          a: succeeded(A, 0, { to: 4 }),
          b: succeeded(B, 1, { from: 4, to: 8 }),
        })
      }),
    )

    it(
      'holds no slot while a retry waits',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const cut$ = cold<never>('  -#', {}, RESET)
        const a$ = cold('       -(r|)', { r: OK })
        const b$ = cold('     --(r|)', { r: OK })
        const expected = '   ---b(a|)'
        const transport = scriptedTransport({ [A]: [cut$, a$], [B]: [b$] })
        const results$ = fetchBatch([A, B], { transport, concurrency: 1, ...HALF })
        expectObservable(results$).toBe(expected, {
          a: succeeded(A, 0, { to: 4, attempts: 2 }),
          b: succeeded(B, 1, { from: 1, to: 3 }),
        })
        expectSubscriptions(b$.subscriptions).toBe('-^-!')
        expectSubscriptions(a$.subscriptions).toBe('---^!')
      }),
    )

    it(
      'lets a retry go before first attempts once it is due',
      marbles(({ cold, expectObservable }) => {
        const cut$ = cold<never>('  -#', {}, RESET)
        const a$ = cold('       -(r|)', { r: OK })
        const b$ = cold('     -----(r|)', { r: OK })
        const expected = '   ------ba----(c|)'
        const transport = scriptedTransport({ [A]: [cut$, a$], [B]: [b$] })
        const results$ = fetchBatch([A, B, B], { transport, concurrency: 1, ...HALF })
        expectObservable(results$).toBe(expected, {
          a: succeeded(A, 0, { to: 7, attempts: 2 }),
          b: succeeded(B, 1, { from: 1, to: 6 }),
          c: succeeded(B, 2, { from: 7, to: 12 }),
        })
      }),
    )

    it(
      'lets the clocks of a request come over those of the batch',
      marbles(({ cold, expectObservable }) => {
        const slow$ = cold('  ---------(r|)', { r: OK })
        const expected = '    ---a-b---(c|)'
        const transport = scriptedTransport({ [A]: [slow$] })
        const requests = [{ url: A, timeoutMs: 3 }, A, { url: A, timeoutMs: 20 }]
        expectObservable(fetchBatch(requests, { transport, timeoutMs: 5, retries: 0 })).toBe(expected, {
          a: failed(A, 0, timedOutBy('attempt'), { to: 3 }),
          b: failed(A, 1, timedOutBy('attempt'), { to: 5 }),
          c: succeeded(A, 2, { to: 9 }),
        })
      }),
    )

    it('leaves no timer behind', () => {
      const scheduler = new VirtualTimeScheduler()
      const { signal } = new AbortController()
      const transport = scriptedTransport({ [A]: [throwError(() => RESET), of(OK)] })
      const ends: number[] = []
      fetchBatch([A], { transport, scheduler, signal, deadlineMs: 100_000, ...HALF }).subscribe({
        complete: () => ends.push(scheduler.now()),
      })
      scheduler.flush()
      expect([ends, scheduler.now()]).to.deep.equal([[2], 2])
      expect(getEventListeners(signal, 'abort')).to.deep.equal([])
    })

    it('goes by the scheduler that it is given', () => {
      const scheduler = new VirtualTimeScheduler()
      const results: FetchResult[] = []
      const options = {
        scheduler,
        timeoutMs: 3_600_000,
        totalTimeoutMs: 8_000_000,
        retryDelayMs: 2_000,
        random: () => 0.5,
      }
      fetchBatch([A], { transport: () => NEVER, ...options }).subscribe((result) => results.push(result))
      fetchBatch([B], { transport: () => NEVER, ...options, deadlineMs: 7_000_000 }).subscribe((result) =>
        results.push(result),
      )
      scheduler.flush()
      expect(results).to.deep.equal([
        failed(B, 0, DEADLINE, { to: 7_000_000, attempts: 2 }),
        failed(A, 0, timedOutBy('total'), { to: 8_000_000, attempts: 3 }),
      ])
    })
  })
})
