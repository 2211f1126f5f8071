import * as E from 'fp-ts/lib/Either.js'
import { Observable } from 'rxjs'
import { invalidRequest } from '../domain/FetchError.ts'
import type { ResponseHeaders } from '../domain/FetchResult.ts'
import { parseUrl } from '../domain/parseUrl.ts'
import type { AddressGuard } from './addressGuard.ts'
import type { ConnectionPool } from './connectionPool.ts'
import { Exchange, type Hop } from './exchange.ts'
import { followRedirect, isRedirect, visit } from './followRedirect.ts'
import type { Attempt, FetchResponse, Transport } from './Transport.ts'
import { toTransportError } from './toTransportError.ts'

/** The URL of a response, for people: credentials belong to the request. */
const withoutCredentials = (url: URL): string => {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  return shown.href
}

/** Attempts over the pool's connections: one exchange, and one more for each redirect. */
export function undiciTransport(pool: ConnectionPool, guard: AddressGuard): Transport {
  const sendAndRead = <R>(attempt: Attempt, read: (response: FetchResponse) => R): Observable<R> =>
    new Observable((subscriber) => {
      const { url, method, headers, body, maxBodyBytes, maxRedirects } = attempt
      const visited: string[] = []
      let exchange: Exchange | undefined

      const send = (hop: Hop): void => {
        try {
          guard.checkHop(hop)
          exchange = new Exchange(pool, hop, maxBodyBytes, {
            onResponse(status, responseHeaders, bytes) {
              if (isRedirect(status, responseHeaders)) follow(hop, status, responseHeaders)
              else respond(hop, status, responseHeaders, bytes)
            },
            onError: (error) => subscriber.error(error),
          })
        } catch (thrown) {
          subscriber.error(toTransportError(thrown, false))
        }
      }

      const follow = (hop: Hop, status: number, responseHeaders: ResponseHeaders): void => {
        visited.push(visit(hop))
        const next = followRedirect(hop, status, responseHeaders, visited, maxRedirects)
        if (E.isLeft(next)) subscriber.error(next.left)
        else send(next.right)
      }

      const respond = (hop: Hop, status: number, responseHeaders: ResponseHeaders, bytes: Uint8Array): void => {
        const finalUrl = visited.length === 0 ? url : withoutCredentials(hop.url)
        let value: R
        try {
          value = read({ status, headers: responseHeaders, body: bytes, url: finalUrl })
        } catch (thrown) {
          subscriber.error(thrown)
          return
        }
        subscriber.next(value)
        subscriber.complete()
      }

      subscriber.add(() => exchange?.abort())
      const parsed = parseUrl(url)
      if (parsed === null) subscriber.error(invalidRequest('url', 'an absolute URL', 'what does not parse as one'))
      else send({ url: parsed, method, headers, body })
    })

  const transport: Transport = (attempt) => sendAndRead(attempt, (response) => response)
  return Object.assign(transport, { sendAndRead })
}
