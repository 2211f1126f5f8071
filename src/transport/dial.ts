import { isIP, type Socket } from 'node:net'
import type { buildConnector as BuildConnector } from 'undici'
// @ts-expect-error undici types only its index
import connectModule from 'undici/lib/core/connect.js'
import { timedOut } from '../domain/FetchError.ts'
import { type AddressGuard, blocked } from './addressGuard.ts'
import type { ClientIdentity } from './clientIdentity.ts'
import type { HopRecorder } from './HopRecorder.ts'
import type { Resolve } from './names/Resolve.ts'
import { toLookup } from './names/toLookup.ts'
import { TransportFailure } from './TransportFailure.ts'

const buildConnector = connectModule as typeof BuildConnector

/** How long one of several addresses may take before the next is tried, in ms: Node's 250 is short for far servers. */
const ADDRESS_ATTEMPT_MS = 1_000

/** TCP's own failures; whatever else goes wrong behind an established connection is the TLS handshake's. */
const NETWORK_CODES = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EMFILE',
  'ENFILE',
  'EADDRNOTAVAIL',
])

export type DialOptions = {
  readonly guard: AddressGuard
  readonly resolve: Resolve
  /** For DNS, TCP and TLS together. */
  readonly connectTimeoutMs: number
  /** PEM certificates that replace the default roots. */
  readonly ca?: string | readonly string[] | undefined
  /** What the client proves who it is with. */
  readonly identity?: ClientIdentity | undefined
}

type ConnectOptions = BuildConnector.Options
type ConnectCallback = BuildConnector.Callback

/** Opens a socket, if it may, and calls back once it is ready for HTTP; destroying it ends the attempt. */
export type Dial = (options: ConnectOptions, callback: ConnectCallback, recorder?: HopRecorder) => Socket | undefined

/** SNI and certificates know no dot at the end (RFC 6066 section 3), nor what a `host` field says; addresses have no SNI. */
const serverNameOf = (hostname: string): string => (isIP(hostname) === 0 ? hostname.replace(/\.$/, '') : '')

const codeOf = (error: unknown): string => {
  const { code, errors } = error as { code?: unknown; errors?: readonly unknown[] }
  if (typeof code === 'string' && code !== '') return code
  return errors?.[0] === undefined ? 'UNKNOWN' : codeOf(errors[0]) // an AggregateError has one error per address
}

const toDialFailure = (error: unknown, tcpConnected: boolean): TransportFailure => {
  if (error instanceof TransportFailure) return error
  const code = codeOf(error)
  return tcpConnected && !NETWORK_CODES.has(code)
    ? new TransportFailure({ kind: 'tls', message: 'The TLS handshake failed', code })
    : new TransportFailure({ kind: 'connect', message: 'The connection failed', code })
}

/** Ends a connection that reached another address than those that were looked up. */
const refuse = (socket: Socket): TransportFailure => {
  socket.destroy()
  return blocked()
}

/** Before other listeners, one of which sends the request. */
const record = (socket: Socket, recorder: HopRecorder): void => {
  socket.prependOnceListener('lookup', () => recorder.onLookup())
  socket.prependOnceListener('connect', () => recorder.onConnect())
  socket.prependOnceListener('secureConnect', () => recorder.onSecureConnect())
}

/** Makes the dialler of one transport; TLS sessions are resumed among its sockets. */
export function createDial({ guard, resolve, connectTimeoutMs, ca, identity }: DialOptions): Dial {
  const connect = buildConnector({
    allowH2: false, // one hanging handshake would hold every request to its origin
    timeout: 0, // undici's own clock is late by up to half a second
    autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
    lookup: toLookup(guard.guardResolve(resolve)),
    ...(ca === undefined ? {} : { ca }),
    ...identity,
  } as BuildConnector.BuildOptions)

  return (options, callback, recorder) => {
    const { hostname } = options
    if (isIP(hostname) !== 0 && !guard.admits(hostname, hostname)) {
      queueMicrotask(() => callback(blocked(), null)) // an address is never looked up
      return undefined
    }
    let tcpConnected = options.httpSocket !== undefined
    const ready = (...[error, connected]: Parameters<ConnectCallback>): void => {
      clearTimeout(clock)
      if (error !== null) callback(toDialFailure(error, tcpConnected), null)
      else if (guard.admits(hostname, connected.remoteAddress ?? '')) callback(null, connected)
      else callback(refuse(connected), null)
    }
    let socket: Socket
    recorder?.onDial()
    try {
      socket = connect({ ...options, host: hostname, servername: serverNameOf(hostname) }, ready) as unknown as Socket
    } catch (error) {
      queueMicrotask(() => callback(toDialFailure(error, false), null)) // no descriptor is left
      return undefined
    }
    const clock = setTimeout(() => socket.destroy(new TransportFailure(timedOut('connect'))), connectTimeoutMs)
    if (recorder !== undefined) record(socket, recorder)
    socket.once('connect', () => {
      tcpConnected = true
    })
    socket.once('close', () => clearTimeout(clock))
    return socket
  }
}
