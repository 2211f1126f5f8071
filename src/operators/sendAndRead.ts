import { map, type Observable, take, throwIfEmpty } from 'rxjs'
import type { Attempt } from '../domain/Attempt.ts'
import type { FetchError } from '../domain/FetchError.ts'
import type { FetchResponse } from '../domain/FetchResponse.ts'
import type { Transport } from '../transport/Transport.ts'

const NO_RESPONSE: FetchError = { kind: 'unexpected', message: 'The transport completed without a response' }

/**
 * One attempt per subscription: emits what `read` makes of the response and completes, or errors with what it throws. The
 * first response counts, and an end without one is an error; a transport that reads by itself needs no operators for that.
 */
export const sendAndRead = <R>(
  transport: Transport,
  attempt: Attempt,
  read: (response: FetchResponse) => R,
): Observable<R> =>
  transport.sendAndRead?.(attempt, read) ??
  transport(attempt).pipe(
    take(1),
    throwIfEmpty(() => NO_RESPONSE),
    map((response) => read(response)),
  )
