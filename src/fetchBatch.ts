import {
  catchError,
  defer,
  finalize,
  map,
  mergeMap,
  type Observable,
  type OperatorFunction,
  of,
  take,
  throwIfEmpty,
} from 'rxjs'
import { type FetchError, toFetchError } from './domain/FetchError.ts'
import type { FetchRequest } from './domain/FetchRequest.ts'
import type { FetchResult } from './domain/FetchResult.ts'
import { originOf } from './domain/originOf.ts'
import { type PreparedRequest, prepareRequest } from './domain/prepareRequest.ts'
import { decodeOptions, type FetchOptions } from './FetchOptions.ts'
import { admit } from './operators/admit.ts'
import { limitTime } from './operators/limitTime.ts'
import { assertRequests, type Requests } from './operators/requestSource.ts'
import { retryTransient } from './operators/retryTransient.ts'
import { stopAt, stopWith } from './operators/stopAt.ts'
import { type BatchContext, trackRequest } from './trackRequest.ts'
import { createTransport } from './transport/createTransport.ts'
import type { Transport } from './transport/Transport.ts'

const NO_RESPONSE: FetchError = { kind: 'unexpected', message: 'The transport completed without a response' }

/**
 * Fetches every request and emits one result for each, in the order of their completion. Cold: each subscription is a
 * batch of its own. Completes after the last result and never errors for a failed request; errors only if `requests`
 * itself fails, once what was in flight has settled. Unsubscribing aborts the sockets. Throws a TypeError for invalid
 * options. An Observable of requests cannot be paused: what it emits ahead of demand waits in memory.
 */
export const fetchBatch = (
  requests: Requests<string | FetchRequest>,
  options: FetchOptions = {},
): Observable<FetchResult> => runBatch(requests, options, (release) => finalize(release))

/** The pipeline. `settle` decides when a request's slot is released for the next one. */
export function runBatch<R>(
  requests: Requests<string | FetchRequest>,
  options: FetchOptions,
  settle: (release: () => void) => OperatorFunction<FetchResult, R>,
): Observable<R> {
  const { concurrency, perOrigin, deadlineMs, defaults, signal, transport, random, scheduler } = decodeOptions(options)
  assertRequests(requests)
  return defer(() => {
    const { use, close } = transport === undefined ? ownTransport() : { use: transport, close: () => {} }
    const stop$ = stopAt(deadlineMs, signal, scheduler)
    const deadlineAtMs = scheduler.now() + (deadlineMs ?? Number.POSITIVE_INFINITY)
    const context = { transport: use, stop$, deadlineAtMs, random, scheduler }
    return admit(requests, { concurrency, perOrigin, originOf }, stop$).pipe(
      mergeMap(
        ({ request, index, release }) =>
          fetchOne(() => prepareRequest(request, index, defaults), context).pipe(settle(release)),
        concurrency,
      ),
      finalize(close),
    )
  })
}

/** A transport that lives as long as its batch. */
const ownTransport = () => {
  const transport = createTransport()
  return { use: transport, close: () => void transport.close() }
}

type PipelineContext = BatchContext & { readonly transport: Transport; readonly stop$: Observable<never> }

/** All attempts at one request, as one result. Never errors. */
const fetchOne = (prepare: () => PreparedRequest, context: PipelineContext): Observable<FetchResult> =>
  defer(() => {
    const { transport, stop$, scheduler } = context
    const tracked = trackRequest(prepare(), context)
    const attempt$ = defer(() => transport(tracked.beginAttempt()).pipe(limitTime(tracked.limit(), scheduler)))
    return attempt$.pipe(
      map(tracked.succeed), // before retryTransient: a status may be worth a retry
      retryTransient(tracked.retryWait, scheduler),
      stopWith(stop$), // after retryTransient: the deadline and the abort beat any retry
      take(1),
      throwIfEmpty(() => NO_RESPONSE),
      catchError((error) => of(tracked.fail(toFetchError(error)))),
    )
  })
