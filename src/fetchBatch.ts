import { catchError, concat, defer, finalize, identity, map, mergeMap, type Observable, of, tap } from 'rxjs'
import { createContext } from './BatchContext.ts'
import { createAttempts } from './createAttempts.ts'
import { toFetchError } from './domain/FetchError.ts'
import type { RequestInput } from './domain/FetchRequest.ts'
import type { FetchResult } from './domain/FetchResult.ts'
import { groupKey } from './domain/groupKey.ts'
import { prepareRequest } from './domain/prepareRequest.ts'
import { unstarted } from './domain/toResult.ts'
import { urlOf } from './domain/urlText.ts'
import { decodeOptions, type FetchOptions } from './FetchOptions.ts'
import { lowerConcurrency } from './lowerConcurrency.ts'
import { clockOf } from './operators/clockOf.ts'
import { type Admitted, createAdmission } from './operators/createAdmission.ts'
import { createStops } from './operators/createStops.ts'
import { inOrder } from './operators/inOrder.ts'
import { retryTransient } from './operators/retryTransient.ts'
import { reuse } from './operators/reuse.ts'
import { showShortLives } from './operators/showShortLives.ts'
import { assertRequests } from './operators/source/assertRequests.ts'
import type { Requests } from './operators/source/RequestSource.ts'
import { stopAt } from './operators/stopAt.ts'
import { MAX_WAITING } from './operators/waitingRoom.ts'
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
  const { deadlineMs, defaults, signal, transport, trafficPolicy, traffic, scheduler, ordered } = settings
  assertRequests(requests)
  showShortLives()

  return defer(() => {
    const { use, close } = transport === undefined ? ownTransport() : { use: transport, close: () => {} }
    const concurrency = lowerConcurrency(settings.concurrency, use)
    const nowMs = clockOf(scheduler)
    const stop$ = stopAt(deadlineMs, signal, scheduler)
    const stops = createStops(stop$)
    const groups = createGroups(traffic ?? createTraffic(), trafficPolicy, nowMs)
    const admission = createAdmission(requests, {
      concurrency,
      groups,
      groupOf: groupKey,
      stop$,
      window: ordered ? ORDER_WINDOW * concurrency : Number.POSITIVE_INFINITY,
      heldBack:
        settings.observer &&
        (({ request, index }, reason, untilMs) =>
          tellWaiting(context, { index, url: urlOf(request) }, 1, reason, untilMs)),
      nowMs,
      scheduler,
    })
    const context = createContext(settings, nowMs, admission.visit)

    const attempt = createAttempts(use, settings, context)

    /** All attempts at the request whose turn it is, as one result. Never errors. */
    const fetchInTurn = reuse(
      (tracked: () => TrackedRequest) =>
        defer(() => attempt(tracked())).pipe(
          retryTransient(
            (error, retry) => tracked().retryWait(error, retry),
            (waitMs, error) => tracked().againInTime(waitMs, error),
          ), // after limitTo: the limit is per attempt
          stops.stopped(), // after retryTransient: the deadline and the abort beat any retry
          catchError((error) => of(tracked().fail(toFetchError(error)))),
        ),
      ({ place }) => place.release(),
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
        stops.close()
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
