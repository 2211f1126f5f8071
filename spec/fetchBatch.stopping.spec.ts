import { expect } from 'chai'
import { EMPTY, NEVER, take, VirtualTimeScheduler } from 'rxjs'
import { fetchBatch } from '../src/fetchBatch.ts'
import { abortAt } from './support/abortAt.ts'
import { ABORTED, DEADLINE, failed, RESET, succeeded, timedOutBy } from './support/expectedResults.ts'
import { fakeTransport, OK, scriptedTransport, synchronousTransport } from './support/fakeTransport.ts'
import { marbles } from './support/marbles.ts'
import { settled, watchedAsyncIterable, watchedIterable } from './support/sources.ts'
import { unhandledDuring } from './support/unhandledDuring.ts'

const A = 'https://a.example/'
const B = 'https://b.example/'
const C = 'https://c.example/'
const D = 'https://d.example/'

/** The first wait is 2 ms. */
const HALF = { retryDelayMs: 4, random: () => 0.5 }

describe('fetchBatch', () => {
  describe('ended before time', () => {
    describe('at the deadline', () => {
      it(
        'keeps what is finished and accounts for an array to its end',
        marbles(({ cold, expectObservable, expectSubscriptions }) => {
          const a$ = cold('   --(r|)', { r: OK })
          const b$ = cold('   ---------(r|)', { r: OK })
          const c$ = cold('     ---------(r|)', { r: OK })
          const expected = '  --a--(bcd|)'
          const transport = scriptedTransport({ [A]: [a$], [B]: [b$], [C]: [c$] })
          expectObservable(fetchBatch([A, B, C, D], { transport, concurrency: 2, deadlineMs: 5 })).toBe(expected, {
            a: succeeded(A, 0, { to: 2 }),
            b: failed(B, 1, DEADLINE, { to: 5 }),
            c: failed(C, 2, DEADLINE, { from: 2, to: 5 }),
            d: failed(D, 3, DEADLINE, { from: 5, attempts: 0 }),
          })
          expectSubscriptions(b$.subscriptions).toBe('^----!')
          expectSubscriptions(c$.subscriptions).toBe('--^--!')
        }),
      )

      it(
        'pulls no other source further',
        marbles(({ cold, expectObservable, expectSubscriptions, flush }) => {
          const a$ = cold('   ---------(r|)', { r: OK })
          const subs = '      ^----!'
          const expected = '  -----(a|)'
          const source = watchedIterable([A, B, C])
          const transport = scriptedTransport({ [A]: [a$] })
          expectObservable(fetchBatch(source.requests, { transport, concurrency: 1, deadlineMs: 5 })).toBe(expected, {
            a: failed(A, 0, DEADLINE, { to: 5 }),
          })
          expectSubscriptions(a$.subscriptions).toBe(subs)
          flush()
          expect([source.pulls, source.returns]).to.deep.equal([1, 1])
        }),
      )

      it(
        'accounts for what waited for its origin, of any source',
        marbles(({ cold, expectObservable }) => {
          const a$ = cold('   ---------(r|)', { r: OK })
          const expected = '  -----(acb|)'
          const transport = scriptedTransport({ [A]: [a$], [B]: [a$] })
          const requests = new Set([A, `${A}2`, B, C])
          expectObservable(fetchBatch(requests, { transport, concurrency: 2, perOrigin: 1, deadlineMs: 5 })).toBe(
            expected,
            {
              a: failed(A, 0, DEADLINE, { to: 5 }),
              b: failed(`${A}2`, 1, DEADLINE, { from: 5, attempts: 0 }),
              c: failed(B, 2, DEADLINE, { to: 5 }),
            },
          )
        }),
      )

      it(
        'unsubscribes from an Observable of requests, and accounts for what it gave',
        marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
          const requests$ = hot('-a-b-----c', { a: A, b: B, c: C })
          const subs = '         ^----!'
          const a$ = cold('       ---------(r|)', { r: OK })
          const expected = '     -----(ab|)'
          const transport = scriptedTransport({ [A]: [a$] })
          expectObservable(fetchBatch(requests$, { transport, concurrency: 1, deadlineMs: 5 })).toBe(expected, {
            a: failed(A, 0, DEADLINE, { from: 1, to: 5 }),
            b: failed(B, 1, DEADLINE, { from: 5, attempts: 0 }),
          })
          expectSubscriptions(requests$.subscriptions).toBe(subs)
        }),
      )

      it(
        'ends the attempt that it comes upon, and no other is begun',
        marbles(({ cold, expectObservable, expectSubscriptions }) => {
          const cut$ = cold<never>(' --#', {}, RESET)
          const subs = ['     ^-!', '----^!']
          const expected = '  -----(a|)'
          const transport = scriptedTransport({ [A]: [cut$] })
          expectObservable(fetchBatch([A], { transport, deadlineMs: 5, ...HALF })).toBe(expected, {
            a: failed(A, 0, DEADLINE, { to: 5, attempts: 2 }),
          })
          expectSubscriptions(cut$.subscriptions).toBe(subs)
        }),
      )

      for (const deadlineMs of [3, 4])
        it(
          `does not begin a wait that would end ${deadlineMs === 3 ? 'after' : 'with'} it`,
          marbles(({ cold, expectObservable, expectSubscriptions }) => {
            const cut$ = cold<never>(' --#', {}, RESET)
            const subs = '      ^-!'
            const expected = '  --(a|)'
            const transport = scriptedTransport({ [A]: [cut$] })
            expectObservable(fetchBatch([A], { transport, deadlineMs, ...HALF })).toBe(expected, {
              a: failed(A, 0, RESET, { to: 2 }),
            })
            expectSubscriptions(cut$.subscriptions).toBe(subs)
          }),
        )

      it(
        'names the clock that fires first',
        marbles(({ cold, expectObservable }) => {
          const never$ = cold<never>(' ---------')
          const transport = scriptedTransport({ [A]: [never$] })
          const batch = (over: object) => fetchBatch([A], { transport, retries: 0, ...over })
          expectObservable(batch({ timeoutMs: 3, totalTimeoutMs: 4, deadlineMs: 5 })).toBe('---(a|)', {
            a: failed(A, 0, timedOutBy('attempt'), { to: 3 }),
          })
          expectObservable(batch({ timeoutMs: 5, totalTimeoutMs: 4, deadlineMs: 6 })).toBe('----(a|)', {
            a: failed(A, 0, timedOutBy('total'), { to: 4 }),
          })
          expectObservable(batch({ timeoutMs: 5, totalTimeoutMs: 4, deadlineMs: 3 })).toBe('---(a|)', {
            a: failed(A, 0, DEADLINE, { to: 3 }),
          })
        }),
      )

      it(
        'counts from the subscription',
        marbles(({ cold, expectObservable }) => {
          const transport = scriptedTransport({ [A]: [cold<never>('---------')] })
          expectObservable(fetchBatch([A], { transport, deadlineMs: 5 }), '---^').toBe('--------(a|)', {
            a: failed(A, 0, DEADLINE, { from: 3, to: 8 }),
          })
        }),
      )

      it(
        'comes too late for a batch that is finished',
        marbles(({ expectObservable }) => {
          expectObservable(fetchBatch([A], { transport: synchronousTransport(), deadlineMs: 5 })).toBe('(a|)', {
            a: succeeded(A, 0),
          })
        }),
      )

      it(
        'ends a batch whose source gives nothing',
        marbles(({ expectObservable }) => {
          expectObservable(fetchBatch(NEVER, { transport: synchronousTransport(), deadlineMs: 5 })).toBe('-----|')
          expectObservable(fetchBatch(EMPTY, { transport: synchronousTransport(), deadlineMs: 5 })).toBe('|')
        }),
      )
    })

    describe('by its signal', () => {
      it(
        'aborts what is in flight and accounts for an array to its end',
        marbles(({ cold, expectObservable, expectSubscriptions }) => {
          const a$ = cold('   --(r|)', { r: OK })
          const b$ = cold('   ---------(r|)', { r: OK })
          const expected = '  --a--(bcd|)'
          const transport = scriptedTransport({ [A]: [a$], [B]: [b$], [C]: [b$] })
          const options = { transport, concurrency: 2, signal: abortAt(5), deadlineMs: 100 }
          expectObservable(fetchBatch([A, B, C, D], options)).toBe(expected, {
            a: succeeded(A, 0, { to: 2 }),
            b: failed(B, 1, ABORTED, { to: 5 }),
            c: failed(C, 2, ABORTED, { from: 2, to: 5 }),
            d: failed(D, 3, ABORTED, { from: 5, attempts: 0 }),
          })
          expectSubscriptions(b$.subscriptions).toBe(['^----!', '--^--!'])
        }),
      )

      it(
        'ends a wait for a retry, and begins no other attempt',
        marbles(({ cold, expectObservable, expectSubscriptions }) => {
          const cut$ = cold<never>(' --#', {}, RESET)
          const subs = '      ^-!'
          const expected = '  ---(a|)'
          const transport = scriptedTransport({ [A]: [cut$] })
          expectObservable(fetchBatch([A], { transport, signal: abortAt(3), ...HALF })).toBe(expected, {
            a: failed(A, 0, ABORTED, { to: 3 }),
          })
          expectSubscriptions(cut$.subscriptions).toBe(subs)
        }),
      )

      it(
        'beats a retry that is due at the same time',
        marbles(({ cold, expectObservable, expectSubscriptions }) => {
          const cut$ = cold<never>(' --#', {}, RESET)
          const transport = scriptedTransport({ [A]: [cut$] })
          expectObservable(fetchBatch([A], { transport, signal: abortAt(4), ...HALF })).toBe('----(a|)', {
            a: failed(A, 0, ABORTED, { to: 4 }),
          })
          expectSubscriptions(cut$.subscriptions).toBe('^-!')
        }),
      )

      it(
        'begins nothing where it is aborted already',
        marbles(({ expectObservable, flush }) => {
          const transport = synchronousTransport()
          const signal = AbortSignal.abort()
          const source = watchedIterable([A, B])
          expectObservable(fetchBatch([A, B], { transport, signal })).toBe('(ab|)', {
            a: failed(A, 0, ABORTED, { attempts: 0 }),
            b: failed(B, 1, ABORTED, { attempts: 0 }),
          })
          expectObservable(fetchBatch(source.requests, { transport, signal })).toBe('|')
          expectObservable(fetchBatch(NEVER, { transport, signal })).toBe('|')
          flush()
          expect(transport.attempts).to.deep.equal([])
          expect([source.pulls, source.returns]).to.deep.equal([0, 1])
        }),
      )

      it(
        'comes too late for a batch that is finished',
        marbles(({ expectObservable }) => {
          const transport = synchronousTransport()
          expectObservable(fetchBatch([A], { transport, signal: abortAt(3) })).toBe('(a|)', { a: succeeded(A, 0) })
        }),
      )

      it('accounts for 50,000 requests that never began', () => {
        const controller = new AbortController()
        const transport = fakeTransport(() => NEVER)
        const scheduler = new VirtualTimeScheduler()
        let results = 0
        let completed = false
        fetchBatch(
          Array.from({ length: 50_000 }, (_, place) => `${A}${place}`),
          { transport, signal: controller.signal, scheduler },
        ).subscribe({
          next: () => {
            results += 1
          },
          complete: () => {
            completed = true
          },
        })
        controller.abort()
        expect(results, 'in one turn of the event loop').to.be.within(20, 999)
        scheduler.flush()
        expect([results, completed, transport.attempts.length]).to.deep.equal([50_000, true, 20])
      })

      it('does not wait for an async source that hangs', async () => {
        const controller = new AbortController()
        const hanging = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) }
        let completed = false
        fetchBatch(hanging, { transport: synchronousTransport(), signal: controller.signal }).subscribe({
          complete: () => {
            completed = true
          },
        })
        await settled()
        controller.abort()
        expect(completed).to.equal(true)
      })
    })

    describe('by unsubscribing', () => {
      it('ends the source once and minds nothing that it says then', async () => {
        const watched = watchedAsyncIterable([A, B, C])
        const transport = fakeTransport(() => NEVER)
        const unhandled = await unhandledDuring(async () => {
          const subscription = fetchBatch(watched.requests, { transport, concurrency: 2 }).subscribe()
          await settled()
          expect(transport.inFlight).to.equal(2)
          subscription.unsubscribe()
        })
        expect(transport.inFlight).to.equal(0)
        expect([watched.pulls, watched.returns, unhandled]).to.deep.equal([2, 1, []])
      })

      it('is heard within a synchronous result', () => {
        const transport = synchronousTransport()
        const source = watchedIterable([A, B, C])
        fetchBatch(source.requests, { transport }).pipe(take(2)).subscribe()
        expect([transport.attempts.length, source.pulls, source.returns]).to.deep.equal([2, 2, 1])
      })
    })
  })
})
