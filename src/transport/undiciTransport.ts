import { Observable } from 'rxjs'
import type { Attempt } from '../domain/Attempt.ts'
import { invalidRequest } from '../domain/FetchError.ts'
import type { FetchResponse } from '../domain/FetchResponse.ts'
import { parseUrl } from '../domain/parseUrl.ts'
import { type Means, RunningAttempt } from './RunningAttempt.ts'
import type { Transport } from './Transport.ts'

/** Attempts over the pool's connections, held to what the guard admits. */
export function undiciTransport(means: Means): Transport {
  const sendAndRead = <R>(attempt: Attempt, read: (response: FetchResponse) => R): Observable<R> =>
    new Observable((subscriber) => {
      const url = parseUrl(attempt.url)
      if (url !== null) return new RunningAttempt(means, attempt, url, read, subscriber)
      subscriber.error(invalidRequest('url', 'an absolute URL', 'what does not parse as one'))
      return undefined
    })

  const transport: Transport = (attempt) => sendAndRead(attempt, (response) => response)
  return Object.assign(transport, { sendAndRead })
}
