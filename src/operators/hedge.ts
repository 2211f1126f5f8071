import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  type MonoTypeOperatorFunction,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  ReplaySubject,
  takeUntil,
  tap,
  throwError,
} from 'rxjs'

type Outcome<T> = { readonly value: T } | { readonly error: unknown }

const settle = <T>(outcome: Outcome<T>): Observable<T> =>
  'value' in outcome ? of(outcome.value) : throwError(() => outcome.error)

/**
 * Runs a second attempt beside the first once `start$` emits, which it does at most once, if that is in time, and lets the first outcome decide that
 * is final; the other attempt is unsubscribed then. Where none is, the last error counts.
 */
export const hedge =
  <T, S>(
    start$: Observable<S>,
    second: (start: S) => Observable<T>,
    isFinal: (error: unknown) => boolean,
  ): MonoTypeOperatorFunction<T> =>
  (first$) =>
    defer(() => {
      const over$ = new ReplaySubject<void>(1) // the first may be over before the second is waited for
      let running = 0
      let last: Outcome<T> | undefined
      const run = (attempt$: Observable<T>): Observable<Outcome<T>> =>
        defer(() => {
          running += 1
          return attempt$.pipe(
            map((value): Outcome<T> => ({ value })),
            catchError((error) => of<Outcome<T>>({ error })),
          )
        })
      const second$ = start$.pipe(mergeMap((start) => run(second(start))))
      const outcomes$ = merge(run(first$).pipe(takeUntil(over$)), second$.pipe(takeUntil(over$))).pipe(
        tap((outcome) => {
          running -= 1
          last = outcome
          if ('value' in outcome || isFinal(outcome.error) || running === 0) over$.next()
        }),
        ignoreElements(),
      )
      // the other attempt is over before the outcome is told, since that makes room for others
      return concat(
        outcomes$,
        defer(() => {
          if (last === undefined) return EMPTY
          return settle(last)
        }),
      )
    })
