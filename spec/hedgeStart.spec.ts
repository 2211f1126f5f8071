import { expect } from 'chai'
import { asyncScheduler, map } from 'rxjs'
import { hedgeStart } from '../src/hedgeStart.ts'
import { groupOf } from './support/groups.ts'
import { marbles } from './support/marbles.ts'
import { track } from './support/track.ts'

const hedgedAfter = (hedgeAfterMs: number | 'p95') => ({ url: 'https://a.example/', hedgeAfterMs })

const startOf = (hedgeAfterMs: number | 'p95', group = groupOf({})) => {
  const { tracked, place, places } = track(hedgedAfter(hedgeAfterMs), {}, asyncScheduler, group)
  const start$ = hedgeStart(tracked, place, asyncScheduler).pipe(map((beside) => (beside === place ? 'the same' : 's')))
  return { start$, places, group }
}

describe('hedgeStart', () => {
  it(
    'gives another place when its time has come',
    marbles(({ expectObservable }) => {
      expectObservable(startOf(5).start$).toBe('-----(s|)')
    }),
  )

  it(
    'waits for the 95 % of its group once enough of them are known, and gives none before',
    marbles(({ expectObservable }) => {
      expectObservable(startOf('p95').start$).toBe('|')
      const known = startOf('p95')
      for (let answer = 1; answer <= 20; answer += 1) known.group.latencies().add(answer < 19 ? 2 : 4)
      expectObservable(known.start$).toBe('----(s|)')
    }),
  )

  it(
    'waits for the rules of its group',
    marbles(({ expectObservable }) => {
      const paced = groupOf({ rates: [{ requests: 1, perMs: 8, burst: 1 }] })
      paced.began(0, true)
      expectObservable(startOf(5, paced).start$).toBe('--------(s|)')
    }),
  )

  it(
    'gives none beyond the budget, and draws from it only for what it gives',
    marbles(({ expectObservable, flush }) => {
      const spent = startOf(5)
      while (spent.group.drawRetry());
      expectObservable(spent.start$).toBe('-----|')
      const left = startOf(5)
      expectObservable(left.start$, '---!').toBe('----')
      flush()
      expect(left.group.memory.retryTokens).to.equal(100)
      expect(spent.places.released).to.equal(0)
    }),
  )

  it(
    'gives back the place that nobody wants any more',
    marbles(({ expectObservable, flush }) => {
      const paced = groupOf({ rates: [{ requests: 1, perMs: 100, burst: 1 }] })
      paced.began(0, true)
      const { start$, places } = startOf(5, paced)
      expectObservable(start$, '---------!').toBe('---------')
      flush()
      expect(places.released).to.equal(1)
      expect(paced.memory.retryTokens).to.equal(100)
    }),
  )
})
