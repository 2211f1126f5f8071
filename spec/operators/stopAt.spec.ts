import { getEventListeners } from 'node:events'
import { expect } from 'chai'
import { asyncScheduler, NEVER, VirtualTimeScheduler } from 'rxjs'
import { stopAt } from '../../src/operators/stopAt.ts'
import { abortAt } from '../support/abortAt.ts'
import { ABORTED, DEADLINE } from '../support/expectedResults.ts'
import { marbles } from '../support/marbles.ts'

describe('stopAt', () => {
  it('is never where nothing ends the batch', () => {
    expect(stopAt(undefined, undefined, asyncScheduler)).to.equal(NEVER)
  })

  it(
    'errors at the deadline, for those who come later at once',
    marbles(({ expectObservable }) => {
      const stop$ = stopAt(5, undefined, asyncScheduler)
      expectObservable(stop$).toBe('                -----#', {}, DEADLINE)
      expectObservable(stop$, '   ---^').toBe('     -----#', {}, DEADLINE)
      expectObservable(stop$, '   --------^').toBe('--------#', {}, DEADLINE)
    }),
  )

  it(
    'errors when the signal is aborted, for those who come later at once',
    marbles(({ expectObservable }) => {
      const stop$ = stopAt(undefined, abortAt(3), asyncScheduler)
      expectObservable(stop$).toBe('             ---#', {}, ABORTED)
      expectObservable(stop$, '   ------^').toBe('------#', {}, ABORTED)
    }),
  )

  it(
    'errors at once for a signal that is aborted already',
    marbles(({ expectObservable }) => {
      expectObservable(stopAt(5, AbortSignal.abort(), asyncScheduler)).toBe('#', {}, ABORTED)
    }),
  )

  it(
    'errors for what comes first',
    marbles(({ expectObservable }) => {
      expectObservable(stopAt(5, abortAt(3), asyncScheduler)).toBe('---#', {}, ABORTED)
      expectObservable(stopAt(5, abortAt(8), asyncScheduler)).toBe('-----#', {}, DEADLINE)
    }),
  )

  it(
    'has one listener for all and leaves none behind',
    marbles(({ expectObservable, flush }) => {
      const { signal } = new AbortController()
      const listeners = () => getEventListeners(signal, 'abort').length
      const stop$ = stopAt(1_000, signal, asyncScheduler)
      const seen: number[] = []
      for (const frame of [1, 3, 5, 7]) asyncScheduler.schedule(() => seen.push(listeners()), frame)
      expectObservable(stop$, '^---!').toBe('-----')
      expectObservable(stop$, '-^----!').toBe('-----')
      flush()
      expect(seen).to.deep.equal([1, 1, 1, 0])
    }),
  )

  it('leaves no listener and no timer behind a deadline', () => {
    const scheduler = new VirtualTimeScheduler()
    const { signal } = new AbortController()
    const errors: unknown[] = []
    stopAt(5, signal, scheduler).subscribe({ error: (error) => errors.push(error) })
    scheduler.flush()
    expect(errors).to.deep.equal([DEADLINE])
    expect(getEventListeners(signal, 'abort')).to.deep.equal([])
    expect(scheduler.actions).to.deep.equal([])
  })
})
