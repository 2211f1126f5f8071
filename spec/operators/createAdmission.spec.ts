import { expect } from 'chai'
import {
  concat,
  EMPTY,
  finalize,
  mergeMap,
  NEVER,
  type Observable,
  of,
  Subject,
  take,
  tap,
  throwError,
  VirtualTimeScheduler,
} from 'rxjs'
import { type Admitted, createAdmission } from '../../src/operators/createAdmission.ts'
import type { Requests } from '../../src/operators/source/RequestSource.ts'
import { createGroups } from '../../src/traffic/createGroups.ts'
import { createTraffic } from '../../src/traffic/createTraffic.ts'
import { marbles } from '../support/marbles.ts'
import { naturals, settled, times, watchedAsyncIterable, watchedIterable } from '../support/sources.ts'
import { TRAFFIC_POLICY } from '../support/trafficPolicy.ts'

const BROKEN = new Error('the source broke')

type Limits = { readonly concurrency: number; readonly perOrigin?: number; readonly stop$?: Observable<never> }

/** An admission whose requests are their own places in a group, `a1`, and whose attempts begin as they are admitted. */
const admission = <T>(
  requests: Requests<T>,
  { concurrency, perOrigin = concurrency, stop$ = NEVER }: Limits,
  scheduler = new VirtualTimeScheduler(),
) => {
  const policy = { ...TRAFFIC_POLICY, concurrency, perOrigin }
  const created = createAdmission(requests, {
    concurrency,
    groups: createGroups(createTraffic(), policy, () => scheduler.now()),
    groupOf: (request) => String(request).charAt(0),
    stop$,
    window: Number.POSITIVE_INFINITY,
    heldBack: () => {},
    nowMs: () => scheduler.now(),
    scheduler,
  })
  return { ...created, admitted$: created.admitted$.pipe(tap(({ place }) => place.began())), scheduler }
}

/** Subscribes and keeps what is admitted, so that a test can release it when it likes. */
function watchAdmission<T>(requests: Requests<T>, limits: Limits) {
  const admitted: Array<Admitted<T>> = []
  let ended: unknown
  let started = 0
  const unstarted: T[] = []
  const failures: unknown[] = []
  const { admitted$, unstarted$, failure$, scheduler } = admission(requests, limits)
  const subscription = admitted$.subscribe({
    next: (item) => {
      started += 1
      admitted.push(item)
    },
    error: (error) => {
      ended = error
    },
    complete: () => {
      ended = 'complete'
      unstarted$.subscribe(({ request }) => unstarted.push(request))
      failure$.subscribe({ error: (error) => failures.push(error) })
    },
  })
  return {
    admitted,
    subscription,
    scheduler,
    /** What never started. */
    unstarted,
    /** What the source failed with. */
    failures,
    /** What it errored with, or `complete`. */
    get ended() {
      return ended
    },
    get started() {
      return started
    },
    get requests() {
      return admitted.map(({ request }) => request)
    },
    release: (at: number) => admitted[at]?.place.release(),
  }
}

describe('createAdmission', () => {
  it('admits as many as there are slots and pulls no more', () => {
    const source = watchedIterable(naturals())
    const watch = watchAdmission(source.requests, { concurrency: 3 })
    expect(watch.requests).to.deep.equal([0, 1, 2])
    expect(source.pulls).to.equal(3)
  })

  it('pulls one more for each slot that is released, in whatever order', () => {
    const source = watchedIterable(naturals())
    const watch = watchAdmission(source.requests, { concurrency: 3 })
    for (const place of [2, 0, 3]) watch.release(place)
    expect(watch.requests).to.deep.equal([0, 1, 2, 3, 4, 5])
    expect(source.pulls).to.equal(6)
  })

  it('numbers requests as they are pulled', () => {
    const watch = watchAdmission(['z', 'y', 'x'], { concurrency: 9 })
    expect(watch.admitted.map(({ request, index }) => [request, index])).to.deep.equal([
      ['z', 0],
      ['y', 1],
      ['x', 2],
    ])
  })

  it('completes with the last admission, though nothing is released', () => {
    expect(watchAdmission(['a', 'b'], { concurrency: 3 }).ended).to.equal('complete')
    expect(watchAdmission([], { concurrency: 3 }).ended).to.equal('complete')
  })

  it('learns of the end only when a slot is free for it', () => {
    const watch = watchAdmission(['a', 'b'], { concurrency: 2 })
    expect(watch.ended).to.equal(undefined)
    watch.release(1)
    expect(watch.ended).to.equal('complete')
  })

  it('never has mergeMap buffer, in any order of completion', () => {
    const source = watchedIterable(times(500, (place) => place))
    const pending: Array<Subject<never>> = []
    let most = 0
    let completed = false
    admission(source.requests, { concurrency: 7 })
      .admitted$.pipe(
        mergeMap(({ place }) => {
          const request$ = new Subject<never>()
          pending.push(request$)
          return request$.pipe(finalize(() => place.release()))
        }, 7),
      )
      .subscribe({
        complete: () => {
          completed = true
        },
      })
    for (let turn = 0; pending.length > 0; turn += 1) {
      most = Math.max(most, pending.length)
      expect(source.pulls).to.equal(Math.min(501, turn + 7))
      pending.splice((turn * 5) % pending.length, 1)[0]?.complete()
    }
    expect(most).to.equal(7)
    expect(completed).to.equal(true)
  })

  for (const perOrigin of [3, 2])
    it(`admits 200,000 that are released at once without a deep stack, with ${perOrigin} of 3 per origin`, () => {
      let seen = 0
      let ended = false
      const { admitted$, scheduler } = admission(
        times(200_000, (place) => place),
        { concurrency: 3, perOrigin },
      )
      admitted$.pipe(mergeMap(({ place }) => of(0).pipe(finalize(() => place.release())), 3)).subscribe({
        next: () => {
          seen += 1
        },
        complete: () => {
          ended = true
        },
      })
      expect(seen).to.be.within(100, 999)
      scheduler.flush()
      expect([seen, ended]).to.deep.equal([200_000, true])
    })

  describe('per origin', () => {
    const table: ReadonlyArray<[limits: Limits, source: string, admitted: string]> = [
      [{ concurrency: 4, perOrigin: 4 }, 'a1 a2 a3 b1 c1', 'a1 a2 a3 b1'],
      [{ concurrency: 4, perOrigin: 9 }, 'a1 a2 a3 b1 c1', 'a1 a2 a3 b1'],
      [{ concurrency: 4, perOrigin: 2 }, 'a1 a2 a3 b1 c1', 'a1 a2 b1 c1'],
      [{ concurrency: 4, perOrigin: 1 }, 'a1 a2 a3 b1 c1', 'a1 b1 c1'],
      [{ concurrency: 2, perOrigin: 1 }, 'a1 a2 a3 b1 c1', 'a1 b1'],
    ]
    for (const [limits, source, expected] of table)
      it(`admits ${expected} of ${source} under ${JSON.stringify(limits)}`, () => {
        expect(watchAdmission(source.split(' '), limits).requests.join(' ')).to.equal(expected)
      })

    it('keeps the places at which requests were pulled', () => {
      const watch = watchAdmission(['a1', 'a2', 'b1'], { concurrency: 2, perOrigin: 1 })
      expect(watch.admitted.map(({ request, index }) => [request, index])).to.deep.equal([
        ['a1', 0],
        ['b1', 2],
      ])
    })

    it('gives origins with a free place their turns', () => {
      const watch = watchAdmission('a1 a2 a3 b1 b2 b3 c1'.split(' '), { concurrency: 3, perOrigin: 1 })
      for (const place of [1, 0, 2, 3, 4]) watch.release(place)
      expect(watch.requests.join(' ')).to.equal('a1 b1 c1 b2 a2 b3 a3')
    })

    it('pulls on only while no origin that waits has a free place', () => {
      const source = watchedIterable(['a1', 'a2', 'b1', 'b2', 'c1', 'c2'])
      const watch = watchAdmission(source.requests, { concurrency: 2, perOrigin: 1 })
      expect([watch.requests.join(' '), source.pulls]).to.deep.equal(['a1 b1', 3])
      watch.release(0)
      expect([watch.requests.join(' '), source.pulls]).to.deep.equal(['a1 b1 a2', 3])
      watch.release(2)
      expect([watch.requests.join(' '), source.pulls]).to.deep.equal(['a1 b1 a2 c1', 5])
    })

    it('lets no more than 65,536 wait of a source that is not in memory', () => {
      const source = watchedIterable(times(70_000, () => 'a'))
      const watch = watchAdmission(source.requests, { concurrency: 2, perOrigin: 1 })
      watch.scheduler.flush()
      expect(source.pulls).to.equal(1 + 65_536)
      watch.release(0)
      watch.scheduler.flush()
      expect(source.pulls).to.equal(2 + 65_536)
      expect(watch.requests).to.have.length(2)
    })

    it('reads an array as far as it takes to find an open group', () => {
      const watch = watchAdmission([...times(70_000, () => 'a'), 'b'], { concurrency: 2, perOrigin: 1 })
      expect(watch.requests).to.deep.equal(['a'])
      watch.scheduler.flush()
      expect(watch.requests).to.deep.equal(['a', 'b'])
    })

    it('completes when nothing waits any more', () => {
      const watch = watchAdmission(['a1', 'a2'], { concurrency: 2, perOrigin: 1 })
      expect(watch.ended).to.equal(undefined)
      watch.release(0)
      expect(watch.requests).to.deep.equal(['a1', 'a2'])
      expect(watch.ended).to.equal('complete')
    })

    it('admits what waits while the source has not answered', async () => {
      const watched = watchedAsyncIterable(['a1', 'a2', 'b1'])
      const watch = watchAdmission(watched.requests, { concurrency: 3, perOrigin: 1 })
      await settled()
      expect(watch.requests).to.deep.equal(['a1', 'b1'])
      watch.release(0)
      expect(watch.requests).to.deep.equal(['a1', 'b1', 'a2'])
      await settled()
      expect(watch.ended).to.equal('complete')
    })
  })

  describe('from an async iterable', () => {
    it('keeps one next() outstanding', async () => {
      const watched = watchedAsyncIterable(naturals())
      const watch = watchAdmission(watched.requests, { concurrency: 3 })
      expect(watched.pulls).to.equal(1)
      await settled()
      expect(watch.requests).to.deep.equal([0, 1, 2])
      watch.release(0)
      watch.release(1)
      await settled()
      expect(watch.requests).to.deep.equal([0, 1, 2, 3, 4])
      expect(watched.mostOutstanding).to.equal(1)
      expect(watched.pulls).to.equal(5)
      watch.subscription.unsubscribe()
    })

    it('numbers requests as they come', async () => {
      const watch = watchAdmission(watchedAsyncIterable('zy').requests, { concurrency: 9 })
      await settled()
      expect(watch.admitted.map(({ index }) => index)).to.deep.equal([0, 1])
      expect(watch.ended).to.equal('complete')
    })
  })

  describe('from an Observable', () => {
    it(
      'admits what comes as slots are free, and keeps the rest',
      marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
        const requests$ = hot(' -a-(bc)---d|')
        const subs = '          ^----------!'
        const request$ = cold('  ----(r|)')
        const expected = '      -----r-r-r----(r|)'
        const results$ = admission(requests$, { concurrency: 2 }).admitted$.pipe(
          mergeMap(({ place }) => request$.pipe(finalize(() => place.release())), 2),
        )
        expectObservable(results$).toBe(expected)
        expectSubscriptions(requests$.subscriptions).toBe(subs)
        expectSubscriptions(request$.subscriptions).toBe([
          '                     -^---!',
          '                     ---^---!',
          '                     -----^---!',
          '                     ----------^---!',
        ])
      }),
    )

    it('subscribes once for each subscriber and unsubscribes with it', () => {
      const requests$ = new Subject<string>()
      const watch = watchAdmission(requests$, { concurrency: 1 })
      expect(requests$.observed).to.equal(true)
      watch.subscription.unsubscribe()
      expect(requests$.observed).to.equal(false)
    })
  })

  describe('when the source fails', () => {
    const broken = function* () {
      yield 'a1'
      yield 'a2'
      throw BROKEN
    }

    it('completes like any other, and says why', () => {
      const watch = watchAdmission(broken(), { concurrency: 3 })
      expect(watch.requests).to.deep.equal(['a1', 'a2'])
      expect([watch.ended, watch.failures]).to.deep.equal(['complete', [BROKEN]])
    })

    it('admits first what waits', () => {
      const watch = watchAdmission(broken(), { concurrency: 3, perOrigin: 1 })
      expect([watch.requests, watch.ended, watch.failures]).to.deep.equal([['a1'], undefined, []])
      watch.release(0)
      expect([watch.requests, watch.ended, watch.failures]).to.deep.equal([['a1', 'a2'], 'complete', [BROKEN]])
    })

    it('says so where it is an Observable', () => {
      const requests$ = concat(
        of('a1'),
        throwError(() => BROKEN),
      )
      const watch = watchAdmission(requests$, { concurrency: 3 })
      expect([watch.requests, watch.ended, watch.failures]).to.deep.equal([['a1'], 'complete', [BROKEN]])
    })

    it('says so where it is async', async () => {
      const requests = (async function* () {
        yield* broken()
      })()
      const watch = watchAdmission(requests, { concurrency: 3 })
      await settled()
      expect([watch.requests, watch.ended, watch.failures]).to.deep.equal([['a1', 'a2'], 'complete', [BROKEN]])
    })

    it('errors where it cannot even be opened', () => {
      const closed = {
        [Symbol.iterator](): Iterator<string> {
          throw BROKEN
        },
      }
      expect(watchAdmission(closed, { concurrency: 1 }).ended).to.equal(BROKEN)
    })
  })

  describe('on unsubscribe', () => {
    it('stops within the emission that led to it', () => {
      const source = watchedIterable(naturals())
      const seen: number[] = []
      admission(source.requests, { concurrency: 9 })
        .admitted$.pipe(take(2))
        .subscribe(({ request }) => seen.push(request))
      expect(seen).to.deep.equal([0, 1])
      expect(source.pulls).to.equal(2)
      expect(source.returns).to.equal(1)
    })

    it('ends the iterator once and admits nothing more', () => {
      const source = watchedIterable(naturals())
      const watch = watchAdmission(source.requests, { concurrency: 2 })
      watch.subscription.unsubscribe()
      watch.release(0)
      expect([source.pulls, source.returns, watch.admitted.length]).to.deep.equal([2, 1, 2])
    })

    it('ends an async iterator once, without waiting for it or minding its rejection', async () => {
      const watched = watchedAsyncIterable(naturals())
      const watch = watchAdmission(watched.requests, { concurrency: 2 })
      watch.subscription.unsubscribe()
      await settled()
      expect([watched.returns, watch.admitted.length]).to.deep.equal([1, 0])
    })

    it('does not end an iterator that has ended', () => {
      const source = watchedIterable('ab')
      watchAdmission(source.requests, { concurrency: 9 }).subscription.unsubscribe()
      expect(source.returns).to.equal(0)
    })

    it('lets go of what stops it', () => {
      const stop$ = new Subject<never>()
      const watch = watchAdmission(naturals(), { concurrency: 1, stop$ })
      expect(stop$.observed).to.equal(true)
      watch.subscription.unsubscribe()
      expect(stop$.observed).to.equal(false)
    })
  })

  describe('when it is stopped', () => {
    const stopped = (requests: Requests<string>, limits: Omit<Limits, 'stop$'>) => {
      const stop$ = new Subject<never>()
      const watch = watchAdmission(requests, { ...limits, stop$ })
      stop$.error(new Error('stop'))
      return watch
    }

    it('accounts for an array to its end', () => {
      const watch = stopped(['a1', 'a2', 'a3', 'a4'], { concurrency: 1 })
      watch.release(0)
      expect([watch.requests, watch.unstarted]).to.deep.equal([['a1'], ['a2', 'a3', 'a4']])
      expect(watch.ended).to.equal('complete')
    })

    it('accounts for what waited for its group in the order of the source', () => {
      const watch = stopped(['a1', 'a2', 'b1', 'b2', 'a3', 'c1'], { concurrency: 2, perOrigin: 1 })
      watch.release(0)
      watch.release(1)
      expect([watch.requests, watch.unstarted]).to.deep.equal([
        ['a1', 'b1'],
        ['a2', 'b2', 'a3', 'c1'],
      ])
    })

    it('pulls no other iterable further, and ends it once', () => {
      const source = watchedIterable(times(9, (place) => `a${place}`))
      const watch = stopped(source.requests, { concurrency: 2 })
      watch.release(0)
      watch.release(1)
      expect(watch.requests).to.deep.equal(['a0', 'a1'])
      expect([source.pulls, source.returns]).to.deep.equal([2, 1])
      expect(watch.ended).to.equal('complete')
    })

    it('accounts for what waits of any source', () => {
      const watch = stopped(new Set(['a1', 'a2', 'b1', 'c1']), { concurrency: 2, perOrigin: 1 })
      watch.release(0)
      watch.release(1)
      expect([watch.requests, watch.unstarted]).to.deep.equal([['a1', 'b1'], ['a2']])
      expect(watch.ended).to.equal('complete')
    })

    it('takes no notice of what an async iterable gives later', async () => {
      const watched = watchedAsyncIterable(['a1', 'a2'])
      const watch = stopped(watched.requests, { concurrency: 2 })
      expect(watch.ended).to.equal('complete')
      await settled()
      expect([watch.admitted.length, watched.returns]).to.deep.equal([0, 1])
    })

    it('unsubscribes from an Observable', () => {
      const requests$ = new Subject<string>()
      const watch = stopped(requests$, { concurrency: 2 })
      expect([requests$.observed, watch.ended]).to.deep.equal([false, 'complete'])
    })

    it('admits nothing but an array where it is stopped from the start', () => {
      const stop$ = concat(
        EMPTY,
        throwError(() => new Error('stop')),
      )
      const source = watchedIterable('ab')
      expect(watchAdmission(source.requests, { concurrency: 9, stop$ })).to.deep.include({
        requests: [],
        ended: 'complete',
      })
      expect(source.pulls).to.equal(0)
      const ofArray = watchAdmission(['a1', 'a2'], { concurrency: 9, stop$ })
      expect([ofArray.requests, ofArray.unstarted]).to.deep.equal([[], ['a1', 'a2']])
    })
  })

  it(
    'admits the next as one ends',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold('       -----(r|)')
      const b$ = cold('       --(r|)')
      const c$ = cold('         ----(r|)')
      const results$ = admission([a$, b$, c$], { concurrency: 2 }).admitted$.pipe(
        mergeMap(({ request, place }) => request.pipe(finalize(() => place.release())), 2),
      )
      expectObservable(results$).toBe('--r--r(r|)')
      expectSubscriptions(a$.subscriptions).toBe('^----!')
      expectSubscriptions(b$.subscriptions).toBe('^-!')
      expectSubscriptions(c$.subscriptions).toBe('--^---!')
    }),
  )
})
