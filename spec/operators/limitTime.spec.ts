import { expect } from 'chai'
import { asyncScheduler, NEVER, VirtualTimeScheduler } from 'rxjs'
import { createTimeLimits, limitTime, type TimeLimit } from '../../src/operators/limitTime.ts'
import { timedOutBy } from '../support/expectedResults.ts'
import { marbles } from '../support/marbles.ts'

const within = (ms: number, clock: TimeLimit['clock'] = 'attempt') => limitTime<string>({ ms, clock }, asyncScheduler)

describe('limitTime', () => {
  it(
    'lets pass what comes in time',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold(' ---(r|)')
      const subs = '         ^--!'
      const expected = '     ---(r|)'
      expectObservable(source$.pipe(within(5))).toBe(expected)
      expectSubscriptions(source$.subscriptions).toBe(subs)
    }),
  )

  it(
    'errors with the clock that ran out and unsubscribes',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold(' ---------(r|)')
      const subs = '         ^----!'
      const expected = '     -----#'
      expectObservable(source$.pipe(within(5, 'total'))).toBe(expected, {}, timedOutBy('total'))
      expectSubscriptions(source$.subscriptions).toBe(subs)
    }),
  )

  it(
    'does not limit what follows the first value',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold(' --a---------b|')
      const expected = '     --a---------b|'
      expectObservable(source$.pipe(within(5))).toBe(expected)
    }),
  )

  it(
    'lets errors and an early end pass',
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('--#', {}, 'cut off').pipe(within(5))).toBe('--#', {}, 'cut off')
      expectObservable(cold('--|').pipe(within(5))).toBe('--|')
    }),
  )

  it(
    'winds the clock up again for each subscription',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('-------').pipe(within(5))
      expectObservable(source$).toBe('          -----#', {}, timedOutBy('attempt'))
      expectObservable(source$, '   ---^').toBe('--------#', {}, timedOutBy('attempt'))
    }),
  )

  it(
    'does not run on when nobody listens any more',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold<never>(' ----------')
      const unsubscribed = ' ---!'
      const subs = '         ^--!'
      const expected = '     ----'
      expectObservable(source$.pipe(within(5)), unsubscribed).toBe(expected)
      expectSubscriptions(source$.subscriptions).toBe(subs)
    }),
  )

  it('goes by the scheduler that it is given', () => {
    const scheduler = new VirtualTimeScheduler()
    const errors: unknown[] = []
    NEVER.pipe(limitTime({ ms: 3_600_000, clock: 'attempt' }, scheduler)).subscribe({
      error: (error) => errors.push([scheduler.now(), error]),
    })
    scheduler.flush()
    expect(errors).to.deep.equal([[3_600_000, timedOutBy('attempt')]])
  })
})

describe('createTimeLimits', () => {
  it(
    'limits each by its own limit',
    marbles(({ cold, expectObservable }) => {
      const limitTo = createTimeLimits(asyncScheduler)
      const limits: TimeLimit[] = [
        { ms: 3, clock: 'attempt' },
        { ms: 3, clock: 'attempt' },
        { ms: 3, clock: 'total' },
        { ms: 5, clock: 'total' },
      ]
      const expected = ['---#', '---#', '---#', '-----#']
      for (const [place, limit] of limits.entries())
        expectObservable(cold('---------(r|)').pipe(limitTo(limit))).toBe(
          expected[place] ?? '',
          {},
          timedOutBy(limit.clock),
        )
    }),
  )
})
