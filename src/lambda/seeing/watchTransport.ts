import { tap } from 'rxjs'
import type { Attempt } from '../../domain/Attempt.ts'
import type { FetchResponse } from '../../domain/FetchResponse.ts'
import type { Transport } from '../../transport/Transport.ts'
import type { TraceHeaders } from './traceHeaders.ts'

/** A transport that tells its responses to `see` and sends `headers` along where a request has not set them itself. */
export function watchTransport(
  transport: Transport,
  headers: TraceHeaders,
  see: (response: FetchResponse) => void,
): Transport {
  const traced =
    Object.keys(headers).length === 0
      ? (attempt: Attempt) => attempt
      : (attempt: Attempt): Attempt => ({ ...attempt, headers: { ...headers, ...attempt.headers } })
  const { sendAndRead, maxSockets } = transport
  return Object.assign((attempt: Attempt) => transport(traced(attempt)).pipe(tap(see)), {
    ...(maxSockets === undefined ? {} : { maxSockets }),
    ...(sendAndRead && {
      sendAndRead: <R>(attempt: Attempt, read: (response: FetchResponse) => R) =>
        sendAndRead(traced(attempt), (response) => {
          see(response)
          return read(response)
        }),
    }),
  })
}
