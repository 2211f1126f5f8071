import { type MonoTypeOperatorFunction, type SchedulerLike, throwError, timeout } from 'rxjs'
import { type FetchErrorOf, timedOut } from '../domain/FetchError.ts'

/** How long something may take, and which clock says so. */
export type TimeLimit = { readonly ms: number; readonly clock: FetchErrorOf<'timeout'>['clock'] }

/** Errors with `timeout` unless the first value comes within the limit. */
export const limitTime = <T>({ ms, clock }: TimeLimit, scheduler: SchedulerLike): MonoTypeOperatorFunction<T> =>
  timeout({ first: ms, with: () => throwError(() => timedOut(clock)), scheduler })
