import * as E from 'fp-ts/lib/Either.js'
import { Observable } from 'rxjs'
import { toFetchError } from '../domain/FetchError.ts'
import type { ConnectionPool } from './connectionPool.ts'
import { Exchange, type Hop } from './exchange.ts'
import { followRedirect, isRedirect, visit } from './followRedirect.ts'
import type { Transport } from './Transport.ts'

/** The URL of a response, for people: credentials belong to the request. */
const withoutCredentials = (url: URL): string => {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  return shown.href
}

/** Attempts over the pool's connections: one exchange, and one more for each redirect. */
export const undiciTransport =
  (pool: ConnectionPool): Transport =>
  ({ url, method, headers, body, maxBodyBytes, maxRedirects }) =>
    new Observable((subscriber) => {
      const visited: string[] = []
      let exchange: Exchange | undefined

      const send = (hop: Hop): void => {
        exchange = new Exchange(pool, hop, maxBodyBytes, {
          onResponse(status, responseHeaders, bytes) {
            if (isRedirect(status, responseHeaders)) {
              visited.push(visit(hop))
              const next = followRedirect(hop, status, responseHeaders, visited, maxRedirects)
              if (E.isLeft(next)) subscriber.error(next.left)
              else send(next.right)
              return
            }
            const finalUrl = visited.length === 0 ? url : withoutCredentials(hop.url)
            subscriber.next({ status, headers: responseHeaders, body: bytes, url: finalUrl })
            subscriber.complete()
          },
          onError: (error) => subscriber.error(error),
        })
      }

      subscriber.add(() => exchange?.abort())
      try {
        send({ url: new URL(url), method, headers, body })
      } catch (error) {
        subscriber.error(toFetchError(error))
      }
    })
