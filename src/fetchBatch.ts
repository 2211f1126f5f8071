import {
  catchError,
  concat,
  defer,
  finalize,
  identity,
  type MonoTypeOperatorFunction,
  map,
  mergeMap,
  type Observable,
  of,
  tap,
} from 'rxjs'
import { createContext } from './BatchContext.ts'
import type { Attempt } from './domain/Attempt.ts'
import { toFetchError } from './domain/FetchError.ts'
import type { RequestInput } from './domain/FetchRequest.ts'
import type { FetchResult } from './domain/FetchResult.ts'
import { groupKey } from './domain/groupKey.ts'
import { prepareRequest } from './domain/prepareRequest.ts'
import { unstarted } from './domain/toResult.ts'
import { urlOf } from './domain/urlText.ts'
import { decodeOptions, type FetchOptions } from './FetchOptions.ts'
import { hedgeStart } from './hedgeStart.ts'
import { lowerConcurrency } from './lowerConcurrency.ts'
import { clockOf } from './operators/clockOf.ts'
import { type Admitted, createAdmission } from './operators/createAdmission.ts'
import { decodeBody } from './operators/decodeBody.ts'
import { hedge } from './operators/hedge.ts'
import { inOrder } from './operators/inOrder.ts'
import { createTimeLimits } from './operators/limitTime.ts'
import type { Place } from './operators/Place.ts'
import { retryTransient } from './operators/retryTransient.ts'
import { reuse } from './operators/reuse.ts'
import { sendAndRead } from './operators/sendAndRead.ts'
import { assertRequests } from './operators/source/assertRequests.ts'
import type { Requests } from './operators/source/RequestSource.ts'
import { stopAt, stopWith } from './operators/stopAt.ts'
import { MAX_WAITING } from './operators/waitingRoom.ts'
import { prepareAttempt } from './prepareAttempt.ts'
import { TrackedRequest } from './TrackedRequest.ts'
import { tellWaiting } from './tellWaiting.ts'
import { createGroups } from './traffic/createGroups.ts'
import { createTraffic } from './traffic/createTraffic.ts'
import { createTransport } from './transport/createTransport.ts'
import type { Transport } from './transport/Transport.ts'

/**
 * Fetches every request and emits one result for each, in the order of their completion. Cold: each subscription is a
 * batch of its own. Completes after the last result and never errors for a failed request; errors only if `requests`
 * itself fails, once what was in flight has settled. Unsubscribing aborts the sockets. Throws a TypeError for invalid
 * options. An Observable of requests cannot be paused: what it emits ahead of demand waits in memory.
 */
export const fetchBatch = <Body = unknown>(
  requests: Requests<RequestInput>,
  options: FetchOptions<Body> = {},
): Observable<FetchResult<Body>> => runBatch(requests, options, (result) => result)

/** Results that have left the pipeline and that nobody has taken yet: they hold further requests back. */
export type Demand = { owe(): void; taken(): void }

/** How far beyond the next result requests may start where results come in order, in times of the concurrency. */
const ORDER_WINDOW = 4

/** The pipeline. `emit` says what is emitted for a result. */
export function runBatch<Body, R>(
  requests: Requests<RequestInput>,
  options: FetchOptions<Body>,
  emit: (result: FetchResult<Body>, demand: Demand) => R,
): Observable<R> {
  const settings = decodeOptions(options)
  const { deadlineMs, defaults, signal, transport, trafficPolicy, traffic, scheduler, prepare, codec, ordered } =
    settings
  assertRequests(requests)

  return defer(() => {
    const { use, close } = transport === undefined ? ownTransport() : { use: transport, close: () => {} }
    const concurrency = lowerConcurrency(settings.concurrency, use)
    const nowMs = clockOf(scheduler)
    const stop$ = stopAt(deadlineMs, signal, scheduler)
    const groups = createGroups(traffic ?? createTraffic(), trafficPolicy)
    const admission = createAdmission(requests, {
      concurrency,
      groups,
      groupOf: groupKey,
      stop$,
      window: ordered ? ORDER_WINDOW * concurrency : Number.POSITIVE_INFINITY,
      heldBack: ({ request, index }, reason, untilMs) =>
        tellWaiting(context, { index, url: urlOf(request) }, 1, reason, untilMs),
      nowMs,
      scheduler,
    })
    const context = createContext(settings, nowMs, admission.visit)

    const toSend = (sendable: Attempt, limitMs: number): Attempt =>
      settings.history ? { ...sendable, limitMs, traced: true } : { ...sendable, limitMs }

    const limitTo = createTimeLimits(scheduler)

    /** One attempt, from a place that it may be sent from. */
    const send = (tracked: TrackedRequest, place: Place, sendable: Attempt): Observable<TrackedRequest> => {
      const limit = tracked.limit()
      const toWire = toSend(sendable, tracked.limitMs(limit))
      const attempt = tracked.begin(place, toWire)
      const exchange = () =>
        codec === undefined
          ? sendAndRead(use, toWire, (response) => tracked.read(attempt, response)) // throws what may be retried
          : sendAndRead(use, toWire, (response) => tracked.toSuccess(attempt, response)).pipe(
              decodeBody(codec),
              map((success) => tracked.succeed(attempt, success)),
            )
      if (!tracked.isHedged) return exchange().pipe(limitTo(limit))
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

    /** All attempts at the request whose turn it is, as one result. Never errors. */
    const fetchInTurn = reuse((tracked: () => TrackedRequest) =>
      defer(() => attempt(tracked(), tracked().place, hedged(tracked()))).pipe(
        retryTransient(
          (error, retry) => tracked().retryWait(error, retry),
          (waitMs, error) => tracked().againInTime(waitMs, error),
        ), // after limitTo: the limit is per attempt
        stopWith(stop$), // after retryTransient: the deadline and the abort beat any retry
        catchError((error) => of(tracked().fail(toFetchError(error)))),
        finalize(() => tracked().place.release()),
      ),
    )

    const fetchOne = ({ request, index, place }: Admitted<RequestInput>): Observable<TrackedRequest> =>
      fetchInTurn(new TrackedRequest(request, prepareRequest(request, index, defaults), place, context))

    const fetched$ = admission.admitted$.pipe(
      mergeMap(fetchOne, concurrency + MAX_WAITING), // admission holds those in flight to `concurrency`
      map((tracked) => tracked.settle()),
    )

    /** What never started is told behind `mergeMap`, whose operators would cost more than all else. */
    const unstarted$ = admission.unstarted$.pipe(
      map(({ request, index, error }) => unstarted(request, index, error, scheduler.now())),
      tap((result) => context.tell?.({ type: 'result', index: result.index, url: result.url, result })),
    )
    return concat(fetched$, unstarted$, admission.failure$).pipe(
      ordered ? inOrder(admission.passed) : identity,
      map((result) => emit(result as FetchResult<Body>, admission)), // whose bodies the codec has made, or nobody knows
      finalize(() => {
        admission.close()
        close()
      }),
    )
  })
}

/** A transport that lives as long as its batch. */
const ownTransport = (): { use: Transport; close: () => void } => {
  const transport = createTransport()
  return { use: transport, close: () => void transport.close() }
}
