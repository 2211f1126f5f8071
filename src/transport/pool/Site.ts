import type { Socket } from 'node:net'
import type { HopRecorder } from '../HopRecorder.ts'
import type { HttpProxy } from '../proxy/HttpProxy.ts'
import type { TransportFailure } from '../TransportFailure.ts'
import type { Client } from '../undiciClient.ts'
import type { Trusted } from './Trust.ts'

/** What is known of one origin. */
export type Site = Trusted & {
  readonly origin: string
  /** The proxy that is spoken to in its place; undefined where there is none. */
  readonly forwardedBy: HttpProxy | undefined
  /** How many connections there are. */
  open: number
  /** Those that are unused, the last used last. */
  readonly idle: Connection[]
  /** Those who wait until it is known whether the idle ones may be used. */
  readonly doubtful: Set<Asker>
  probation: NodeJS.Timeout | NodeJS.Immediate | undefined
}

/** A connection to one origin, in use by one request at a time. */
export type Connection = {
  readonly site: Site
  readonly client: Client
  /** Requests that it has answered since it was connected. */
  served: number
  /** Whether no request uses it. */
  idle: boolean
  /** When its last answer was whole, by the monotonic clock and by the wall's. */
  answeredAtMs: number
  answeredAtWallMs: number
  dialling: Socket | undefined
  /** Its last socket, once connected. */
  socket: Socket | undefined
  /** With what TLS was refused after its handshake. */
  alert: Error | undefined
  /** Takes down how it is dialled, where the request that needs it is traced. */
  recorder: HopRecorder | undefined
}

/** One who needs a connection. */
export type Asker = {
  readonly origin: string
  /** Called once, within `connect` or later. */
  onConnection(connection: Connection): void
  onRefused(failure: TransportFailure): void
}
