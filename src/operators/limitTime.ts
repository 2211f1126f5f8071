import { defer, type MonoTypeOperatorFunction, type SchedulerLike, throwError, timeout } from 'rxjs'
import { type FetchErrorOf, timedOut } from '../domain/FetchError.ts'

/** How long something may take, and which clock says so. */
export type TimeLimit = { readonly ms: number; readonly clock: FetchErrorOf<'timeout'>['clock'] }

/** Errors with `timeout` unless the first value comes within the limit, which is asked for at each subscription. */
export const limitTime = <T>(limit: () => TimeLimit, scheduler: SchedulerLike): MonoTypeOperatorFunction<T> => {
  return (source$) =>
    defer(() => {
      const { ms, clock } = limit()
      return source$.pipe(timeout({ first: ms, with: () => throwError(() => timedOut(clock)), scheduler }))
    })
}
