import { expect } from 'chai'
import { identity, NEVER, of, Subject } from 'rxjs'
import { createStops } from '../../src/operators/createStops.ts'
import { marbles } from '../support/marbles.ts'

describe('createStops', () => {
  it('leaves alone what nothing stops', () => {
    expect(createStops(NEVER).stopped()).to.equal(identity)
  })

  it(
    'ends all that is under way, and what comes later at once, by the same error',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const { stopped } = createStops(cold<never>('-----#'))
      const a$ = cold('                             --a------|')
      const b$ = cold('                             --b------|')
      const late$ = cold('                          --c|')
      expectObservable(a$.pipe(stopped())).toBe('   --a--#')
      expectObservable(b$.pipe(stopped()), '-^').toBe('---b-#')
      expectObservable(late$.pipe(stopped()), '-------^').toBe('-------#')
      expectSubscriptions(a$.subscriptions).toBe('  ^----!')
      expectSubscriptions(late$.subscriptions).toBe([])
    }),
  )

  it(
    'passes on whatever ends before',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const { stopped } = createStops(cold<never>('-----#'))
      const failing$ = cold('                       --#')
      const unwanted$ = cold('                      -a-a-a-a')
      expectObservable(cold('-a|').pipe(stopped())).toBe('-a|')
      expectObservable(failing$.pipe(stopped())).toBe('--#')
      expectObservable(unwanted$.pipe(stopped()), '--!').toBe('-a')
      expectSubscriptions(unwanted$.subscriptions).toBe('^-!')
    }),
  )

  it('starts nothing where the stop has come already', () => {
    const stop$ = new Subject<never>()
    stop$.error('stop')
    const { stopped } = createStops(stop$)
    const seen: unknown[] = []
    of('a')
      .pipe(stopped())
      .subscribe({ next: (value) => seen.push(value), error: (error) => seen.push(error) })
    expect(seen).to.deep.equal(['stop'])
  })

  it('listens once for all, from the first on, until it is closed', () => {
    const stop$ = new Subject<never>()
    const { stopped, close } = createStops(stop$)
    const operator = stopped<number>()
    expect(stop$.observed).to.equal(false)
    const subscriptions = Array.from({ length: 3 }, () => NEVER.pipe(operator).subscribe())
    expect(stop$.observers).to.have.length(1)
    for (const subscription of subscriptions) subscription.unsubscribe()
    close()
    expect(stop$.observed).to.equal(false)
  })
})
