import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { asyncScheduler, concat, of, throwError, timer } from 'rxjs'
import type { FetchError } from '../../src/domain/FetchError.ts'
import { retryTransient } from '../../src/operators/retryTransient.ts'
import { NOT_FOUND, RESET } from '../support/expectedResults.ts'
import { marbles } from '../support/marbles.ts'

const wait = (waitMs: number) => timer(waitMs, asyncScheduler)

/** Waits as long as said before each retry, then gives up with the error as it is. */
const waiting = (...waits: readonly number[]) =>
  retryTransient<string>((error, retry) => {
    const waitMs = waits[retry - 1]
    return waitMs === undefined ? E.left(error) : E.right(waitMs)
  }, wait)

describe('retryTransient', () => {
  it(
    'lets a success pass',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold(' --(r|)')
      const subs = '         ^-!'
      const expected = '     --(r|)'
      expectObservable(source$.pipe(waiting(3))).toBe(expected)
      expectSubscriptions(source$.subscriptions).toBe(subs)
    }),
  )

  it(
    'subscribes again after each wait and passes on the last error',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold(' --#', {}, RESET)
      const subs = ['                    ^-!', '                    -----^-!', '                    ------------^-!']
      const expected = '     --------------#'
      expectObservable(source$.pipe(waiting(3, 5))).toBe(expected, {}, RESET)
      expectSubscriptions(source$.subscriptions).toBe(subs)
    }),
  )

  it(
    'retries at once after a wait of nothing',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold(' --#', {}, RESET)
      const subs = ['        ^-!', '--^-!']
      const expected = '     ----#'
      expectObservable(source$.pipe(waiting(0))).toBe(expected, {}, RESET)
      expectSubscriptions(source$.subscriptions).toBe(subs)
    }),
  )

  it(
    'gives up with the error that is decided',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold(' --#', {}, RESET)
      const subs = '         ^-!'
      const expected = '     --#'
      const giveUp = retryTransient(() => E.left(NOT_FOUND), wait)
      expectObservable(source$.pipe(giveUp)).toBe(expected, {}, NOT_FOUND)
      expectSubscriptions(source$.subscriptions).toBe(subs)
    }),
  )

  it(
    'ends a wait when nobody listens any more',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold(' --#', {}, RESET)
      const unsubscribed = ' ---!'
      const subs = '         ^-!'
      const expected = '     ----'
      expectObservable(source$.pipe(waiting(5)), unsubscribed).toBe(expected)
      expectSubscriptions(source$.subscriptions).toBe(subs)
    }),
  )

  it(
    'ends an attempt when nobody listens any more',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold(' --#', {}, RESET)
      const unsubscribed = ' -----------!'
      const subs = ['        ^-!', '----------^!']
      const expected = '     ------------'
      expectObservable(source$.pipe(waiting(8)), unsubscribed).toBe(expected)
      expectSubscriptions(source$.subscriptions).toBe(subs)
    }),
  )

  it(
    'counts on after a value, since a value is not the end',
    marbles(({ expectObservable, flush }) => {
      const retries: number[] = []
      const source$ = concat(
        of('r'),
        throwError(() => RESET),
      ).pipe(
        retryTransient((error, retry) => {
          retries.push(retry)
          return retry === 3 ? E.left(error) : E.right(1)
        }, wait),
      )
      expectObservable(source$).toBe('rr(r#)', undefined, RESET)
      flush()
      expect(retries).to.deep.equal([1, 2, 3])
    }),
  )

  it(
    'decides about a FetchError, whatever was thrown',
    marbles(({ expectObservable, flush }) => {
      const unexpected: FetchError = { kind: 'unexpected', message: 'Unexpected error (RangeError)' }
      const decided: FetchError[] = []
      const source$ = throwError(() => new RangeError('secret')).pipe(
        retryTransient((error) => {
          decided.push(error)
          return E.left(error)
        }, wait),
      )
      expectObservable(source$).toBe('#', {}, unexpected)
      flush()
      expect(decided).to.deep.equal([unexpected])
    }),
  )
})
