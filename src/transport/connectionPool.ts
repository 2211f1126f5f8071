import type { Socket } from 'node:net'
import type { Dial } from './dial.ts'
import { CLOSED, TransportFailure } from './TransportFailure.ts'
import { Client } from './undiciClient.ts'

/** How long an unused connection is kept, in ms. Servers close theirs after 5 s (Node.js) to 75 s (nginx). */
const KEEP_ALIVE_MS = 4_000

const IN_USE = Number.POSITIVE_INFINITY

/** A connection to one origin, in use by one request at a time. */
export type Connection = {
  readonly origin: string
  readonly client: Client
  /** Requests that it has answered since it was connected. */
  served: number
  /** Since when no request uses it, in ms of the epoch; Infinity while one does. */
  idleSinceMs: number
  dialling: Socket | undefined
  /** Its last socket, once connected. */
  socket: Socket | undefined
}

/** Connections that are kept alive between requests. */
export type ConnectionPool = {
  /** The unused connection that was used last, or a new one. Throws a TransportFailure once the pool is closed. */
  acquire(origin: string): Connection
  acquireNew(origin: string): Connection
  /**
   * Gives back a connection whose response is complete. After a body it is used again only once that is written: a
   * server may answer before it has read it, and the next request would wait behind the rest. TLS learns of what is
   * written a turn of the event loop late.
   */
  release(connection: Connection, sentBody: boolean): void
  /** Destroys a connection, dialling included, with whatever it carries. */
  discard(connection: Connection): Promise<void>
  close(): Promise<void>
}

/** @param maxSockets the number of sockets at which unused ones are closed before a new one is opened */
export function createConnectionPool(dial: Dial, maxSockets: number): ConnectionPool {
  const open = new Set<Connection>()
  let closed = false
  /** Unused connections by origin, last used last. */
  const idle = new Map<string, Connection[]>()

  const discard = (connection: Connection): Promise<void> => {
    open.delete(connection)
    const stack = idle.get(connection.origin)
    if (connection.idleSinceMs !== IN_USE) stack?.splice(stack.indexOf(connection), 1)
    if (stack?.length === 0) idle.delete(connection.origin)
    connection.idleSinceMs = IN_USE
    connection.dialling?.destroy() // the client does not know its socket before it is connected
    return connection.client.destroy()
  }

  /** The connection that was idle for longest, of all origins. */
  const longestIdle = (): Connection | undefined => {
    let longest: Connection | undefined
    for (const [first] of idle.values())
      if (first !== undefined && first.idleSinceMs < (longest?.idleSinceMs ?? IN_USE)) longest = first
    return longest
  }

  const acquireNew = (origin: string): Connection => {
    if (closed) throw new TransportFailure(CLOSED)
    const surplus = open.size < maxSockets ? undefined : longestIdle()
    if (surplus !== undefined) void discard(surplus)
    const connection: Connection = {
      origin,
      served: 0,
      idleSinceMs: IN_USE,
      dialling: undefined,
      socket: undefined,
      client: new Client(origin, {
        connect: (options, callback) => {
          connection.dialling = dial(options, (...[error, socket]) => {
            connection.dialling = undefined
            if (error !== null) return callback(error, null)
            connection.socket = socket
            callback(null, socket)
          })
        },
        allowH2: false,
        pipelining: 1,
        headersTimeout: 0, // the attempt's own clock covers headers and body
        bodyTimeout: 0,
        keepAliveTimeout: KEEP_ALIVE_MS,
      }),
    }
    connection.client.on('disconnect', () => {
      connection.served = 0
      if (connection.idleSinceMs !== IN_USE) void discard(connection) // otherwise the client connects anew
    })
    open.add(connection)
    return connection
  }

  const keep = (connection: Connection): void => {
    connection.served += 1
    connection.idleSinceMs = Date.now()
    const stack = idle.get(connection.origin)
    if (stack === undefined) idle.set(connection.origin, [connection])
    else stack.push(connection)
  }

  return {
    acquire(origin) {
      for (;;) {
        const connection = idle.get(origin)?.pop()
        if (connection === undefined) return acquireNew(origin)
        const idleMs = Date.now() - connection.idleSinceMs
        connection.idleSinceMs = IN_USE
        if (idleMs < KEEP_ALIVE_MS) return connection
        void discard(connection) // the process was frozen and its timers with it: the server has hung up by now
      }
    },
    acquireNew,
    release(connection, sentBody) {
      if (!sentBody || !connection.socket?.writableLength) keep(connection)
      else
        setImmediate(() => {
          if (connection.socket?.writableLength) void discard(connection)
          else if (open.has(connection)) keep(connection)
        })
    },
    discard,
    async close() {
      closed = true
      await Promise.all([...open].map(discard))
    },
  }
}
