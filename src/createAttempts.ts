import {
  catchError,
  defer,
  finalize,
  identity,
  type MonoTypeOperatorFunction,
  map,
  mergeMap,
  type Observable,
} from 'rxjs'
import type { BatchContext } from './BatchContext.ts'
import type { Attempt } from './domain/Attempt.ts'
import { toFetchError } from './domain/FetchError.ts'
import type { BatchSettings } from './FetchOptions.ts'
import { hedgeStart } from './hedgeStart.ts'
import { createSharedTimer } from './operators/createSharedTimer.ts'
import { decodeBody } from './operators/decodeBody.ts'
import { hedge } from './operators/hedge.ts'
import { createTimeLimits } from './operators/limitTime.ts'
import type { Place } from './operators/Place.ts'
import { sendAndRead } from './operators/sendAndRead.ts'
import { prepareAttempt } from './prepareAttempt.ts'
import type { TrackedRequest } from './TrackedRequest.ts'
import type { Transport } from './transport/Transport.ts'

/**
 * How a batch makes attempts: gives one at a request, with its time limit, or two where it is hedged. It emits the request
 * once it has succeeded, or errors with what may be retried.
 */
export function createAttempts(
  use: Transport,
  { history, scheduler, prepare, codec }: Pick<BatchSettings, 'history' | 'scheduler' | 'prepare' | 'codec'>,
  context: BatchContext,
): (tracked: TrackedRequest) => Observable<TrackedRequest> {
  const toSend = (sendable: Attempt, limitMs: number): Attempt =>
    history ? { ...sendable, limitMs, traced: true } : { ...sendable, limitMs }

  const limitTo = createTimeLimits(createSharedTimer(scheduler, context.nowMs))

  /** One attempt, from a place that it may be sent from. */
  const send = (tracked: TrackedRequest, place: Place, sendable: Attempt): Observable<TrackedRequest> => {
    const nowMs = context.nowMs()
    const limit = tracked.limit(nowMs)
    const toWire = toSend(sendable, tracked.limitMs(limit, nowMs))
    const attempt = tracked.begin(place, toWire, nowMs)
    const exchange = () =>
      codec === undefined
        ? sendAndRead(use, toWire, (response) => tracked.read(attempt, response)) // throws what may be retried
        : sendAndRead(use, toWire, (response) => tracked.toSuccess(attempt, response)).pipe(
            decodeBody(codec),
            map((success) => tracked.succeed(attempt, success)),
          )
    if (!tracked.isHedged) return limitTo<TrackedRequest>(limit)(exchange())
    return defer(exchange).pipe(
      limitTo(limit),
      catchError((thrown) => {
        throw tracked.failed(attempt, toFetchError(thrown)) // here it is known which of two attempts has failed
      }),
    )
  }

  /** The same from its preparation on; `around` is what is put around it once it is prepared. */
  const attempt = (
    tracked: TrackedRequest,
    place: Place,
    around: MonoTypeOperatorFunction<TrackedRequest> = identity,
  ): Observable<TrackedRequest> => {
    if (prepare !== undefined)
      return prepareAttempt(tracked, place, prepare, context).pipe(
        mergeMap((sendable) => around(defer(() => send(tracked, place, sendable)))),
      )
    return around === identity
      ? send(tracked, place, tracked.sendable())
      : around(defer(() => send(tracked, place, tracked.sendable())))
  }

  /** A second attempt beside each that takes long, where the request asks for that. */
  const hedged = (tracked: TrackedRequest): MonoTypeOperatorFunction<TrackedRequest> =>
    tracked.isHedged
      ? hedge<TrackedRequest, Place>(
          hedgeStart(tracked, tracked.place, scheduler),
          (beside) => defer(() => attempt(tracked, beside)).pipe(finalize(() => beside.release())),
          (error) => tracked.isFinal(toFetchError(error)),
        )
      : identity

  return (tracked) => attempt(tracked, tracked.place, hedged(tracked))
}
