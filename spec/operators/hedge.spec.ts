import { expect } from 'chai'
import { NEVER, type Observable, of, throwError } from 'rxjs'
import { hedge } from '../../src/operators/hedge.ts'
import { marbles } from '../support/marbles.ts'

/** An error that is final, as opposed to one that another attempt may cure. */
const isFinal = (error: unknown): boolean => error === 'final'

const hedged = (start$: Observable<unknown>, second$: Observable<string>) =>
  hedge<string, unknown>(start$, () => second$, isFinal)

describe('hedge', () => {
  it(
    'sends no second attempt where the first is in time',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first$ = cold('  --(a|)')
      const start$ = cold('  ----s')
      const startSubs = '    ^-!'
      const second$ = cold('     -(b|)')
      const expected = '     --(a|)'
      expectObservable(first$.pipe(hedged(start$, second$))).toBe(expected)
      expectSubscriptions(start$.subscriptions).toBe(startSubs)
      expectSubscriptions(second$.subscriptions).toBe([])
    }),
  )

  it(
    'lets the second win, and ends the first',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first$ = cold('  ---------(a|)')
      const firstSubs = '    ^----!'
      const start$ = cold('  ---s')
      const second$ = cold('    --(b|)')
      const secondSubs = '   ---^-!'
      const expected = '     -----(b|)'
      expectObservable(first$.pipe(hedged(start$, second$))).toBe(expected)
      expectSubscriptions(first$.subscriptions).toBe(firstSubs)
      expectSubscriptions(second$.subscriptions).toBe(secondSubs)
    }),
  )

  it(
    'lets the first win, and ends the second',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first$ = cold('  -----(a|)')
      const start$ = cold('  ---s')
      const second$ = cold('    -----(b|)')
      const secondSubs = '   ---^-!'
      const expected = '     -----(a|)'
      expectObservable(first$.pipe(hedged(start$, second$))).toBe(expected)
      expectSubscriptions(second$.subscriptions).toBe(secondSubs)
    }),
  )

  it(
    'is over with a first attempt that is over as it begins',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const start$ = cold('---s')
      expectObservable(of('a').pipe(hedged(start$, NEVER))).toBe('(a|)')
      expectObservable(throwError(() => 'passing').pipe(hedged(start$, NEVER))).toBe('#', undefined, 'passing')
      expectSubscriptions(start$.subscriptions).toBe([])
    }),
  )

  const errors: ReadonlyArray<[name: string, first: string, second: string, expected: string, error: string]> = [
    ['an error that is final ends both', '---#', '--(b|)', '---#', 'final'],
    ['an error that may pass waits for the other attempt', '---#', '----(b|)', '------(b|)', 'passing'],
    ['an error before there is another attempt ends it', '-#', '--(b|)', '-#', 'passing'],
  ]
  for (const [name, first, second, expected, error] of errors)
    it(
      name,
      marbles(({ cold, expectObservable }) => {
        const first$ = cold<string>(first, {}, error)
        expectObservable(first$.pipe(hedged(cold('--s'), cold(second)))).toBe(expected, undefined, error)
      }),
    )

  it(
    'tells the last error where both fail',
    marbles(({ cold, expectObservable }) => {
      const first$ = cold<string>('----#', {}, 'earlier')
      const second$ = cold<string>('  ----#', {}, 'later')
      expectObservable(first$.pipe(hedged(cold('--s'), second$))).toBe('------#', {}, 'later')
    }),
  )

  it(
    'ends both on unsubscribe',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first$ = cold('  ---------(a|)')
      const second$ = cold('   ---------(b|)')
      const unsubscribed = ' -----!'
      expectObservable(first$.pipe(hedged(cold('--s'), second$)), unsubscribed).toBe('------')
      expectSubscriptions(first$.subscriptions).toBe('^----!')
      expectSubscriptions(second$.subscriptions).toBe('--^--!')
    }),
  )

  it(
    'asks for its start anew at each subscription',
    marbles(({ cold, expectObservable, flush }) => {
      const start$ = cold('-----s')
      const once$ = cold('--(a|)').pipe(hedged(start$, NEVER))
      expectObservable(once$).toBe('--(a|)')
      expectObservable(once$, '---^').toBe('-----(a|)')
      flush()
      expect(start$.subscriptions).to.have.length(2)
    }),
  )
})
