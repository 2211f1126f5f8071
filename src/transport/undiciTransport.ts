import * as E from 'fp-ts/lib/Either.js'
import { Observable } from 'rxjs'
import type { ResponseHeaders } from '../domain/FetchResult.ts'
import type { AddressGuard } from './addressGuard.ts'
import type { ConnectionPool } from './connectionPool.ts'
import { Exchange, type Hop } from './exchange.ts'
import { followRedirect, isRedirect, visit } from './followRedirect.ts'
import type { Transport } from './Transport.ts'
import { toTransportError } from './toTransportError.ts'

/** The URL of a response, for people: credentials belong to the request. */
const withoutCredentials = (url: URL): string => {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  return shown.href
}

/** Attempts over the pool's connections: one exchange, and one more for each redirect. */
export const undiciTransport =
  (pool: ConnectionPool, guard: AddressGuard): Transport =>
  ({ url, method, headers, body, maxBodyBytes, maxRedirects }) =>
    new Observable((subscriber) => {
      const visited: string[] = []
      let exchange: Exchange | undefined

      const fail = (thrown: unknown): void => subscriber.error(toTransportError(thrown, false))
      const send = (hop: Hop): void => {
        guard.checkHop(hop)
        exchange = new Exchange(pool, hop, maxBodyBytes, {
          onResponse(status, responseHeaders, bytes) {
            if (isRedirect(status, responseHeaders)) {
              follow(hop, status, responseHeaders)
              return
            }
            const finalUrl = visited.length === 0 ? url : withoutCredentials(hop.url)
            subscriber.next({ status, headers: responseHeaders, body: bytes, url: finalUrl })
            subscriber.complete()
          },
          onError: (error) => subscriber.error(error),
        })
      }
      const follow = (hop: Hop, status: number, responseHeaders: ResponseHeaders): void => {
        visited.push(visit(hop))
        const next = followRedirect(hop, status, responseHeaders, visited, maxRedirects)
        if (E.isLeft(next)) subscriber.error(next.left)
        else attemptOr(fail, () => send(next.right))
      }

      subscriber.add(() => exchange?.abort())
      attemptOr(fail, () => send({ url: new URL(url), method, headers, body }))
    })

const attemptOr = (fail: (thrown: unknown) => void, action: () => void): void => {
  try {
    action()
  } catch (thrown) {
    fail(thrown)
  }
}
