import { catchError, concat, defer, EMPTY, finalize, mergeMap, type Observable, of, throwError } from 'rxjs'
import { toFetchError } from './domain/FetchError.ts'
import type { RequestInput } from './domain/FetchRequest.ts'
import type { FetchResponse } from './domain/FetchResponse.ts'
import type { FetchResult } from './domain/FetchResult.ts'
import { originOf } from './domain/originOf.ts'
import { prepareRequest } from './domain/prepareRequest.ts'
import { decodeOptions, type FetchOptions } from './FetchOptions.ts'
import { lowerConcurrency } from './lowerConcurrency.ts'
import { type Admitted, admit } from './operators/admit.ts'
import { limitTime } from './operators/limitTime.ts'
import { retryTransient } from './operators/retryTransient.ts'
import { sendAndRead } from './operators/sendAndRead.ts'
import { assertRequests } from './operators/source/assertRequests.ts'
import type { Requests } from './operators/source/RequestSource.ts'
import { stopAt, stopWith } from './operators/stopAt.ts'
import { type BatchContext, TrackedRequest } from './TrackedRequest.ts'
import { createTransport } from './transport/createTransport.ts'
import type { Transport } from './transport/Transport.ts'

/**
 * Fetches every request and emits one result for each, in the order of their completion. Cold: each subscription is a
 * batch of its own. Completes after the last result and never errors for a failed request; errors only if `requests`
 * itself fails, once what was in flight has settled. Unsubscribing aborts the sockets. Throws a TypeError for invalid
 * options. An Observable of requests cannot be paused: what it emits ahead of demand waits in memory.
 */
export const fetchBatch = (requests: Requests<RequestInput>, options: FetchOptions = {}): Observable<FetchResult> =>
  runBatch(requests, options, { emit: (result) => result, settled: (release) => release() })

/** How results leave the pipeline, and when their slots are free for the next requests. */
export type Delivery<R> = {
  /** What is emitted for a result. */
  emit(result: FetchResult, release: () => void): R
  /** Called after a result is emitted. Until `release` is called its slot counts as taken. */
  settled(release: () => void): void
}

/** The pipeline. */
export function runBatch<R>(
  requests: Requests<RequestInput>,
  options: FetchOptions,
  { emit, settled }: Delivery<R>,
): Observable<R> {
  const { concurrency, perOrigin, deadlineMs, defaults, signal, transport, random, scheduler } = decodeOptions(options)
  assertRequests(requests)

  return defer(() => {
    const { use, close } = transport === undefined ? ownTransport() : { use: transport, close: () => {} }
    const places = lowerConcurrency(concurrency, use)
    const stop$ = stopAt(deadlineMs, signal, scheduler)
    const deadlineAtMs = scheduler.now() + (deadlineMs ?? Number.POSITIVE_INFINITY)
    const context: BatchContext = { deadlineAtMs, random, scheduler }

    /** All attempts at one request, as one result. Never errors. */
    const fetchOne = ({ request, index, release }: Admitted<RequestInput>): Observable<R> => {
      const tracked = new TrackedRequest(prepareRequest(request, index, defaults), context)
      const read = (response: FetchResponse): R => emit(tracked.succeed(response), release) // throws what may be retried
      const attempt$ = defer(() =>
        sendAndRead(use, tracked.beginAttempt(), read).pipe(limitTime(tracked.limit(), scheduler)),
      )
      return attempt$.pipe(
        retryTransient((error, retry) => tracked.retryWait(error, retry), scheduler), // after limitTime: the limit is per attempt
        stopWith(stop$), // after retryTransient: the deadline and the abort beat any retry
        catchError((error) => of(emit(tracked.fail(toFetchError(error)), release))),
        finalize(() => settled(release)),
      )
    }

    let failure$: Observable<never> = EMPTY
    const request$ = admit(requests, { concurrency: places, perOrigin, originOf }, stop$, (error) => {
      failure$ = throwError(() => error)
    })
    const result$ = request$.pipe(mergeMap(fetchOne, places))
    return concat(
      result$,
      defer(() => failure$),
    ).pipe(finalize(close))
  })
}

/** A transport that lives as long as its batch. */
const ownTransport = (): { use: Transport; close: () => void } => {
  const transport = createTransport()
  return { use: transport, close: () => void transport.close() }
}
