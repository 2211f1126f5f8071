import type { Dial } from '../dial.ts'
import { isTlsAlert } from '../toTransportError.ts'
import { Client } from '../undiciClient.ts'
import { heedReset, hidesResets } from './heedReset.ts'
import type { Connection, Site } from './Site.ts'

/** How long an unused connection is kept, in ms. Servers close theirs after 5 s (Node.js) to 75 s (nginx). */
export const KEEP_ALIVE_MS = 4_000

const HIDES_RESETS = hidesResets(process.versions.uv)

/** What becomes of a connection's sockets. */
export type ConnectionListener = {
  onConnected(): void
  /** The connection has lost its socket, for this reason. */
  onDisconnected(connection: Connection, error: Error): void
}

/** How long ago its last answer was: the monotonic clock may stand still while a process is frozen. */
export const idleMs = ({ answeredAtMs, answeredAtWallMs }: Connection): number =>
  Math.max(performance.now() - answeredAtMs, Date.now() - answeredAtWallMs)

/** A server judges the client's certificate after the handshake, and undici tells only that it hung up then. */
const heedAlert = (connection: Connection, error: Error): void => {
  if (isTlsAlert((error as { code?: unknown }).code)) connection.alert = error
}

/** Makes a connection, which is dialled once it is used, and again when it has to be. */
export function openConnection(
  site: Site,
  dial: Dial,
  maxHeaderBytes: number,
  listener: ConnectionListener,
): Connection {
  const connection: Connection = {
    site,
    served: 0,
    idle: false,
    answeredAtMs: 0,
    answeredAtWallMs: 0,
    dialling: undefined,
    socket: undefined,
    alert: undefined,
    recorder: undefined,
    client: new Client(site.origin, {
      connect: (options, callback) => {
        const onDialled: Parameters<Dial>[1] = (...[error, socket]) => {
          connection.dialling = undefined
          if (error !== null) return callback(error, null)
          connection.socket = socket
          if (options.protocol === 'https:') socket.on('error', (alert) => heedAlert(connection, alert))
          if (HIDES_RESETS) socket.prependListener('end', () => heedReset(socket)) // first of all that hear of it
          listener.onConnected()
          callback(null, socket)
        }
        connection.dialling = dial(options, onDialled, connection.recorder)
      },
      allowH2: false,
      pipelining: 1,
      headersTimeout: 0, // the attempt's own clock covers headers and body
      bodyTimeout: 0,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: maxHeaderBytes + 1, // undici refuses what is as large as its limit
    }),
  }
  connection.client.on('disconnect', (_origin, _targets, error) => listener.onDisconnected(connection, error))
  return connection
}
