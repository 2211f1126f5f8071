import { catchError, concat, defer, finalize, map, mergeMap, type Observable, of } from 'rxjs'
import { toFetchError } from './domain/FetchError.ts'
import type { RequestInput } from './domain/FetchRequest.ts'
import type { FetchResponse } from './domain/FetchResponse.ts'
import type { FetchResult } from './domain/FetchResult.ts'
import { groupKey } from './domain/groupKey.ts'
import { prepareRequest } from './domain/prepareRequest.ts'
import { unstarted } from './domain/toResult.ts'
import { decodeOptions, type FetchOptions } from './FetchOptions.ts'
import { lowerConcurrency } from './lowerConcurrency.ts'
import { clockOf } from './operators/clockOf.ts'
import { type Admitted, createAdmission, type Unstarted } from './operators/createAdmission.ts'
import { limitTime } from './operators/limitTime.ts'
import { retryTransient } from './operators/retryTransient.ts'
import { sendAndRead } from './operators/sendAndRead.ts'
import { assertRequests } from './operators/source/assertRequests.ts'
import type { Requests } from './operators/source/RequestSource.ts'
import { stopAt, stopWith } from './operators/stopAt.ts'
import { MAX_WAITING } from './operators/waitingRoom.ts'
import { type BatchContext, TrackedRequest } from './TrackedRequest.ts'
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
export const fetchBatch = (requests: Requests<RequestInput>, options: FetchOptions = {}): Observable<FetchResult> =>
  runBatch(requests, options, (result) => result)

/** Results that have left the pipeline and that nobody has taken yet: they hold further requests back. */
export type Demand = { owe(): void; taken(): void }

/** The pipeline. `emit` says what is emitted for a result. */
export function runBatch<R>(
  requests: Requests<RequestInput>,
  options: FetchOptions,
  emit: (result: FetchResult, demand: Demand) => R,
): Observable<R> {
  const { concurrency, deadlineMs, defaults, signal, transport, trafficPolicy, traffic, random, scheduler } =
    decodeOptions(options)
  assertRequests(requests)

  return defer(() => {
    const { use, close } = transport === undefined ? ownTransport() : { use: transport, close: () => {} }
    const places = lowerConcurrency(concurrency, use)
    const nowMs = clockOf(scheduler)
    const stop$ = stopAt(deadlineMs, signal, scheduler)
    const deadlineAtMs = nowMs() + (deadlineMs ?? Number.POSITIVE_INFINITY)
    const groups = createGroups(traffic ?? createTraffic(), trafficPolicy)
    const admission = createAdmission(requests, {
      concurrency: places,
      groups,
      groupOf: groupKey,
      stop$,
      nowMs,
      scheduler,
    })

    const context: BatchContext = {
      deadlineAtMs,
      random,
      scheduler,
      nowMs,
      wallMs: () => scheduler.now(),
      visit: admission.visit,
    }

    /** All attempts at one request, as one result. Never errors. */
    const fetchOne = ({ request, index, place }: Admitted<RequestInput>): Observable<R> => {
      const tracked = new TrackedRequest(prepareRequest(request, index, defaults), place, context)
      const read = (response: FetchResponse): R => emit(tracked.succeed(response), admission) // throws what may be retried
      const attempt$ = defer(() => {
        const limit = tracked.limit()
        return sendAndRead(use, tracked.beginAttempt(limit.ms), read).pipe(limitTime(limit, scheduler))
      })
      return attempt$.pipe(
        retryTransient(
          (error, retry) => tracked.retryWait(error, retry),
          (waitMs, error) => tracked.again(waitMs, error),
        ), // after limitTime: the limit is per attempt
        stopWith(stop$), // after retryTransient: the deadline and the abort beat any retry
        catchError((error) => of(emit(tracked.fail(toFetchError(error)), admission))),
        finalize(() => place.release()),
      )
    }

    /** What never started is told behind `mergeMap`, whose operators would cost more than all else. */
    const failOne = ({ request, index, error }: Unstarted<RequestInput>): R =>
      emit(unstarted(request, index, error, scheduler.now()), admission)

    return concat(
      admission.admitted$.pipe(mergeMap(fetchOne, places + MAX_WAITING)), // admission holds those in flight to `places`
      admission.unstarted$.pipe(map(failOne)),
      admission.failure$,
    ).pipe(
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
