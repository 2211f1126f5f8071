import {
  defer,
  fromEvent,
  merge,
  NEVER,
  type Observable,
  of,
  ReplaySubject,
  type SchedulerLike,
  share,
  switchMap,
  throwError,
  timer,
} from 'rxjs'
import type { FetchError } from '../domain/FetchError.ts'

const DEADLINE: FetchError = { kind: 'deadline', message: 'The deadline of the batch passed' }
const ABORTED: FetchError = { kind: 'aborted', message: 'The batch was aborted' }

/**
 * What ends a batch before its time: errors with `deadline` after `deadlineMs`, or with `aborted` when the signal is
 * aborted; never emits. One clock and one listener serve all subscribers, also those that come after the error.
 */
export function stopAt(
  deadlineMs: number | undefined,
  signal: AbortSignal | undefined,
  scheduler: SchedulerLike,
): Observable<never> {
  if (deadlineMs === undefined && signal === undefined) return NEVER
  const deadline$ = deadlineMs === undefined ? NEVER : timer(deadlineMs, scheduler).pipe(failWith(DEADLINE))
  const aborted$ = signal === undefined ? NEVER : fromSignal(signal).pipe(failWith(ABORTED))
  return merge(aborted$, deadline$).pipe(
    share({ connector: () => new ReplaySubject<never>(0), resetOnError: false, resetOnRefCountZero: true }),
  )
}

const failWith = (error: FetchError) => switchMap(() => throwError(() => error))

const fromSignal = (signal: AbortSignal): Observable<unknown> =>
  defer(() => (signal.aborted ? of(signal) : fromEvent(signal, 'abort')))
