import { expect } from 'chai'
import { asyncScheduler, type Observable, of } from 'rxjs'
import type { Attempt } from '../src/domain/Attempt.ts'
import type { Step } from '../src/domain/Step.ts'
import { prepareAttempt } from '../src/prepareAttempt.ts'
import { groupOf } from './support/groups.ts'
import { marbles } from './support/marbles.ts'
import { track } from './support/track.ts'

const A = 'https://a.example/'
const prepared: Attempt = { url: A, method: 'GET', headers: {}, body: null, maxBodyBytes: 10_485_760, maxRedirects: 5 }
const THE_ATTEMPT = { a: prepared }
const OUT_OF_TIME = { kind: 'timeout', message: 'Request timed out', clock: 'total' }

const run = (given$: Observable<Attempt>, { totalTimeoutMs = 30_000, group = groupOf({}), isBeside = false } = {}) => {
  const steps: Step[] = []
  const tell = (step: Step): void => void steps.push(step)
  const { tracked, place, context } = track({ url: A, totalTimeoutMs }, { tell }, asyncScheduler, group)
  const from = isBeside ? place.beside() : place
  return { attempt$: prepareAttempt(tracked, from, () => given$, context), steps, tracked }
}

describe('prepareAttempt', () => {
  it(
    'emits the first that is given, once it is there, and asks for no more',
    marbles(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const given$ = cold('---a-a', THE_ATTEMPT)
      const { attempt$, steps } = run(given$)
      expectObservable(attempt$).toBe('---(a|)', THE_ATTEMPT)
      expectSubscriptions(given$.subscriptions).toBe('^--!')
      flush()
      expect(steps).to.deep.equal([{ type: 'waiting', index: 0, url: A, attempt: 1, reason: 'prepare' }])
    }),
  )

  it(
    'waits no longer than the request may take',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const given$ = cold('---------a', THE_ATTEMPT)
      expectObservable(run(given$, { totalTimeoutMs: 5 }).attempt$).toBe('-----#', {}, OUT_OF_TIME)
      expectSubscriptions(given$.subscriptions).toBe('^----!')
    }),
  )

  it(
    'asks the rules again, and waits for them if they have changed their mind',
    marbles(({ cold, expectObservable }) => {
      const group = groupOf({ rates: [{ requests: 1, perMs: 8, burst: 1 }] })
      group.began(0, true)
      expectObservable(run(cold('---a', THE_ATTEMPT), { group }).attempt$).toBe('--------(a|)', THE_ATTEMPT)
    }),
  )

  it(
    'has a request fail that cannot be prepared, but none of which another attempt is under way',
    marbles(({ cold, expectObservable }) => {
      const failing = () => cold<Attempt>('---#', {}, new Error('no token'))
      const error = { kind: 'unexpected', message: 'Unexpected error (Error)' }
      expectObservable(run(failing()).attempt$).toBe('---#', {}, error)
      expectObservable(run(failing(), { isBeside: true }).attempt$).toBe('---|')
      expectObservable(run(of({ ...prepared, method: 'POST' }), { isBeside: true }).attempt$).toBe('|')
    }),
  )

  it(
    'lets go of what it has asked for when nobody waits any more',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const given$ = cold('---------a', THE_ATTEMPT)
      expectObservable(run(given$).attempt$, '----!').toBe('-----')
      expectSubscriptions(given$.subscriptions).toBe('^---!')
    }),
  )
})
