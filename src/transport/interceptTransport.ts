import { map, type Observable, take, throwIfEmpty } from 'rxjs'
import type { Attempt } from '../domain/Attempt.ts'
import type { FetchError } from '../domain/FetchError.ts'
import type { FetchResponse } from '../domain/FetchResponse.ts'
import type { Transport } from './Transport.ts'

/** Sends an attempt, once for each subscription. `change` gives the response on, as it is or changed. */
export type Next<R> = (attempt: Attempt, change?: (response: FetchResponse) => FetchResponse) => Observable<R>

/** Makes an attempt in its own way: before, around and after what `next` does, whose value it emits. */
export type Interceptor = <R>(attempt: Attempt, next: Next<R>) => Observable<R>

const NO_RESPONSE: FetchError = { kind: 'unexpected', message: 'The interceptor completed without a response' }

/** An interceptor may emit what it likes; a transport emits once. */
const once = <R>(response$: Observable<R>): Observable<R> =>
  response$.pipe(
    take(1),
    throwIfEmpty(() => NO_RESPONSE),
  )

/** A transport that makes each attempt as the interceptor says, and is otherwise as the given one: fast, and to be closed. */
export function interceptTransport<T extends Transport>(transport: T, interceptor: Interceptor): T {
  const { sendAndRead } = transport
  const intercepted: Transport = (attempt) =>
    once(
      interceptor<FetchResponse>(attempt, (sent, change) =>
        change === undefined ? transport(sent) : transport(sent).pipe(map((response) => change(response))),
      ),
    )
  if (sendAndRead === undefined) return Object.assign(intercepted, transport) as T
  const readToo: Required<Pick<Transport, 'sendAndRead'>> = {
    sendAndRead: (attempt, read) =>
      once(
        interceptor(attempt, (sent, change) =>
          sendAndRead(sent, change === undefined ? read : (response) => read(change(response))),
        ),
      ),
  }
  return Object.assign(intercepted, transport, readToo) as T
}
