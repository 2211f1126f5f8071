import { type MonoTypeOperatorFunction, type SchedulerLike, throwError, timeout } from 'rxjs'
import { type FetchErrorOf, timedOut } from '../domain/FetchError.ts'

/** How long something may take, and which clock says so. */
export type TimeLimit = { readonly ms: number; readonly clock: FetchErrorOf<'timeout'>['clock'] }

/** Errors with `timeout` unless the first value comes within the limit. */
export const limitTime = <T>({ ms, clock }: TimeLimit, scheduler: SchedulerLike): MonoTypeOperatorFunction<T> =>
  timeout({ first: ms, with: () => throwError(() => timedOut(clock)), scheduler })

/** {@link limitTime} for one limit after another, nearly all of which are the same: its operator is kept. */
export function createTimeLimits(scheduler: SchedulerLike): <T>(limit: TimeLimit) => MonoTypeOperatorFunction<T> {
  let last: TimeLimit | undefined
  let limitToLast: MonoTypeOperatorFunction<unknown>
  return <T>(limit: TimeLimit) => {
    if (limit.ms !== last?.ms || limit.clock !== last.clock) {
      last = limit
      limitToLast = limitTime(limit, scheduler)
    }
    return limitToLast as MonoTypeOperatorFunction<T>
  }
}
