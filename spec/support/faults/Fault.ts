import type { FetchRequest } from '../../../src/domain/FetchRequest.ts'
import type { CONNECT_TIMEOUT_MS } from './clocks.ts'
import type { Exchange } from './Exchange.ts'
import type { Expected } from './expected.ts'
import type { SiteName } from './server/sites.ts'

/** One request of a storm: which fault it meets, in which of its variants, and an id that no other request has. */
export type Run = {
  readonly id: string
  readonly fault: Fault
  readonly variant: number
  /** Whether the server leaves the connection open after a whole answer. */
  readonly keepAlive: boolean
}

/** One way for a server, or the way to it, to be broken, and what a request that meets it must come to. */
export type Fault = {
  /** Path-safe and unique. */
  readonly name: string
  /** Which of the server's listeners is addressed: plain HTTP unless told otherwise. */
  readonly site?: SiteName
  /** The scheme, where it is not the one that the site speaks. */
  readonly scheme?: 'http' | 'https'
  /** The host name in the URL, 127.0.0.1 unless told otherwise; `resolveNames` knows what becomes of it. */
  readonly host?: string
  /** What the server does once it has the request; sites that never read one do not ask. */
  readonly serve?: (exchange: Exchange) => void
  /** Serve at the end of the head, the request's body unread. */
  readonly beforeBody?: boolean
  /** How the request differs from a plain GET with `retries: 0`. */
  readonly request?: Omit<FetchRequest, 'url'>
  /** How many variants there are, each of which is met at least once; 1 unless told otherwise. */
  readonly variants?: number
  /** The `connectTimeoutMs` of the transport, for what only that ends; ample unless told otherwise. */
  readonly connectTimeoutMs?: typeof CONNECT_TIMEOUT_MS
  /** By when the request must have settled, in ms; its `timeoutMs` unless told otherwise. */
  readonly clockMs?: number
  readonly expected: Expected | ((run: Run) => Expected)
}
