import type * as t from 'io-ts'
import { closed } from './closed.ts'
import { documented } from './documented.ts'
import { ElapsedMs } from './numbers.ts'

/**
 * How long the phases of an attempt's last hop took, in ms. One that did not happen, as those of connecting do not on a
 * kept connection, or that did not come to its end, is absent. Waiting for a connection belongs to none.
 */
export interface Phases {
  /** Until the name was resolved, or known not to be. */
  readonly dnsMs?: number
  /** Then until there was a TCP connection. */
  readonly connectMs?: number
  /** Then until TLS was agreed on. */
  readonly tlsMs?: number
  /** From the request's being handed to the connection until the head of the response was there. */
  readonly firstByteMs?: number
  /** Then until the body was read, as far as it was wanted. */
  readonly bodyMs?: number
}

/** A codec for {@link Phases}. */
export const Phases: t.Type<Phases> = documented<Phases>(
  closed(
    'Phases',
    {},
    { dnsMs: ElapsedMs, connectMs: ElapsedMs, tlsMs: ElapsedMs, firstByteMs: ElapsedMs, bodyMs: ElapsedMs },
  ),
)
