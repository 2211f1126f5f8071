import * as E from 'fp-ts/lib/Either.js'
import {
  catchError,
  defer,
  EMPTY,
  filter,
  from,
  isObservable,
  type MonoTypeOperatorFunction,
  map,
  mergeMap,
  type Observable,
  of,
  take,
  throwIfEmpty,
} from 'rxjs'
import type { BatchContext } from './BatchContext.ts'
import type { Attempt } from './domain/Attempt.ts'
import { checkPrepared } from './domain/checkPrepared.ts'
import { type FetchError, toFetchError, unexpected } from './domain/FetchError.ts'
import { isSafe } from './domain/isSafe.ts'
import type { AttemptState, Prepare } from './FetchOptions.ts'
import { limitTime } from './operators/limitTime.ts'
import type { Place } from './operators/Place.ts'
import type { TrackedRequest } from './TrackedRequest.ts'

type Given = Attempt | PromiseLike<Attempt> | Observable<Attempt>

const toObservable = (given: Given): Observable<Attempt> => {
  if (isObservable(given)) return given
  return typeof (given as Partial<PromiseLike<Attempt>> | null)?.then === 'function'
    ? from(given as PromiseLike<Attempt>)
    : of(given as Attempt)
}

/** A program may write into what it is given, whose fields other requests share. */
const withOwnHeaders = (attempt: Attempt): Attempt => ({ ...attempt, headers: { ...attempt.headers } })

/** What `prepare` makes of an attempt, checked; whatever goes wrong with it is an error that is not retried. */
const prepared = (prepare: Prepare, attempt: Attempt, state: AttemptState): Observable<E.Either<FetchError, Attempt>> =>
  defer(() => toObservable(prepare(withOwnHeaders(attempt), state))).pipe(
    take(1),
    throwIfEmpty(() => new TypeError('prepare gave no attempt')),
    map((given) => checkPrepared(attempt, given)),
    catchError((thrown) => of(E.left(unexpected(thrown)))),
  )

/** What cannot be prepared ends its request; the attempt beside which it was to be sent goes on without it. */
const orGiveUp = (tracked: TrackedRequest, place: Place): MonoTypeOperatorFunction<Attempt> =>
  tracked.isBeside(place)
    ? (prepared$) =>
        prepared$.pipe(
          filter(({ method }) => isSafe(method)),
          catchError(() => EMPTY),
        )
    : catchError((thrown) => {
        throw tracked.gaveUp(toFetchError(thrown))
      })

/**
 * Emits the attempt to send once it is prepared and its group lets it start. Preparing holds the slot; to wait for the
 * group then does not.
 */
export const prepareAttempt = (
  tracked: TrackedRequest,
  place: Place,
  prepare: Prepare,
  { nowMs, scheduler }: BatchContext,
): Observable<Attempt> =>
  defer(() => {
    const fromMs = nowMs()
    const { attempts, lastError, leftMs } = tracked
    tracked.waits('prepare')
    return prepared(prepare, tracked.sendable(), { attempts, lastError }).pipe(
      limitTime({ ms: leftMs, clock: 'total' }, scheduler),
      mergeMap((checked) => {
        tracked.waited('prepare', nowMs() - fromMs, place)
        if (E.isLeft(checked)) throw checked.left
        const isOpen = place.group.opensAtMs(nowMs()) <= nowMs()
        return isOpen
          ? of(checked.right)
          : tracked.again(0, place).pipe(
              limitTime({ ms: tracked.leftMs, clock: 'total' }, scheduler),
              map(() => checked.right),
            )
      }),
      orGiveUp(tracked, place),
    )
  })
