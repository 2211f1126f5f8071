import type { Socket } from 'node:net'
import type { Dial } from './dial.ts'
import { Client } from './undiciClient.ts'

/** How long an unused connection is kept, in ms. Servers close theirs after 5 s (Node.js) to 75 s (nginx). */
const KEEP_ALIVE_MS = 4_000
/** Sockets above which unused ones are closed first: a Lambda has 1,024 descriptors for everything. */
const MAX_SOCKETS = 900

/** A connection to one origin, in use by one request at a time. */
export type Connection = {
  readonly origin: string
  readonly client: Client
  /** Requests that it has answered. */
  served: number
  /** Set while no request uses it, in ms of the epoch. */
  idleSinceMs: number | undefined
  dialling: Socket | undefined
}

/** Connections that are kept alive between requests. */
export type ConnectionPool = {
  /** The unused connection that was used last, or a new one. */
  acquire(origin: string): Connection
  acquireNew(origin: string): Connection
  /** Gives back a connection whose response is complete. */
  release(connection: Connection): void
  /** Destroys a connection, dialling included, with whatever it carries. */
  discard(connection: Connection): Promise<void>
  close(): Promise<void>
}

export function createConnectionPool(dial: Dial): ConnectionPool {
  const open = new Set<Connection>()
  /** Origins in the order in which they fell idle; each with its connections, last used last. */
  const idle = new Map<string, Connection[]>()

  const discard = (connection: Connection): Promise<void> => {
    open.delete(connection)
    removeIdle(connection)
    connection.dialling?.destroy() // the client does not know its socket before it is connected
    return connection.client.destroy()
  }

  const removeIdle = (connection: Connection): void => {
    if (connection.idleSinceMs === undefined) return
    connection.idleSinceMs = undefined
    const stack = idle.get(connection.origin)
    stack?.splice(stack.indexOf(connection), 1)
    if (stack?.length === 0) idle.delete(connection.origin)
  }

  const takeIdle = (origin: string): Connection | undefined => {
    const stack = idle.get(origin)
    const connection = stack?.pop()
    if (stack?.length === 0) idle.delete(origin)
    return connection
  }

  const acquireNew = (origin: string): Connection => {
    const [longestIdle] = open.size < MAX_SOCKETS ? [] : (idle.values().next().value ?? [])
    if (longestIdle !== undefined) void discard(longestIdle)
    const connection: Connection = {
      origin,
      served: 0,
      idleSinceMs: undefined,
      dialling: undefined,
      client: new Client(origin, {
        connect: (options, callback) => {
          connection.dialling = dial(options, (...result) => {
            connection.dialling = undefined
            callback(...result)
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
      if (connection.idleSinceMs !== undefined) void discard(connection)
    })
    open.add(connection)
    return connection
  }

  return {
    acquire(origin) {
      for (;;) {
        const connection = takeIdle(origin)
        if (connection === undefined) return acquireNew(origin)
        const idleMs = Date.now() - (connection.idleSinceMs ?? 0)
        connection.idleSinceMs = undefined
        if (idleMs < KEEP_ALIVE_MS) return connection
        void discard(connection) // the process was frozen and its timers with it: the server has hung up by now
      }
    },
    acquireNew,
    release(connection) {
      connection.served += 1
      connection.idleSinceMs = Date.now()
      const stack = idle.get(connection.origin)
      if (stack === undefined) idle.set(connection.origin, [connection])
      else stack.push(connection)
    },
    discard,
    async close() {
      await Promise.all([...open].map(discard))
    },
  }
}
