import * as E from 'fp-ts/lib/Either.js'
import { catchError, defer, from, isObservable, map, mergeMap, type Observable, of, take, throwIfEmpty } from 'rxjs'
import type { BatchContext } from './BatchContext.ts'
import type { Attempt } from './domain/Attempt.ts'
import { checkPrepared } from './domain/checkPrepared.ts'
import { type FetchError, unexpected } from './domain/FetchError.ts'
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

/** What `prepare` makes of an attempt, checked; whatever goes wrong with it is an error that is not retried. */
const prepared = (prepare: Prepare, attempt: Attempt, state: AttemptState): Observable<E.Either<FetchError, Attempt>> =>
  defer(() => toObservable(prepare(attempt, state))).pipe(
    take(1),
    throwIfEmpty(() => new TypeError('prepare gave no attempt')),
    map((given) => checkPrepared(attempt, given)),
    catchError((thrown) => of(E.left(unexpected(thrown)))),
  )

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
        tracked.waited('prepare', nowMs() - fromMs)
        if (E.isLeft(checked)) throw checked.left
        const isOpen = place.group.opensAtMs(nowMs()) <= nowMs()
        return isOpen
          ? of(checked.right)
          : tracked.again(0, place).pipe(
              limitTime({ ms: tracked.leftMs, clock: 'total' }, scheduler),
              map(() => checked.right),
            )
      }),
    )
  })
