import type { Dial } from '../dial.ts'
import type { ProxyOf } from '../proxy/HttpProxy.ts'
import { CLOSED, TransportFailure } from '../TransportFailure.ts'
import { createProbation } from './createProbation.ts'
import { createSites } from './createSites.ts'
import { createSocketBudget } from './createSocketBudget.ts'
import { idleMs, KEEP_ALIVE_MS, openConnection } from './openConnection.ts'
import type { Asker, Connection, Site } from './Site.ts'
import { isHasty, isSingleUse, markHasty } from './Trust.ts'

/**
 * Of how many origins connections are kept. Each takes some 6 kB, and a stream over ever new origins would fill a small
 * heap with them where more descriptors are allowed than Lambda's 1,024.
 */
const MAX_KEPT_ORIGINS = 1_024

export type PoolOptions = {
  readonly dial: Dial
  /** How many sockets it may have: unused ones are closed to make room, and who finds none waits. */
  readonly maxSockets: number
  readonly maxHeaderBytes: number
  /** Who makes connections for it; nobody by default. */
  readonly proxyOf?: ProxyOf
}

/** Connections that are kept alive between requests. */
export type ConnectionPool = {
  readonly maxHeaderBytes: number
  /** Gives the asker the unused connection that was used last, or a new one, once it may have it. */
  connect(asker: Asker): void
  connectAnew(asker: Asker): void
  /** Gives up a connection for which there was no descriptor; its asker waits for another one. */
  reconnect(connection: Connection, asker: Asker): void
  /** The asker no longer waits. */
  leave(asker: Asker): void
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

export function createConnectionPool({ dial, maxSockets, maxHeaderBytes, proxyOf }: PoolOptions): ConnectionPool {
  const sites = createSites(proxyOf)
  const open = new Set<Connection>()
  /** Those who wait for a socket. */
  const waiting = new Set<Asker>()
  /** Origins with a connection. */
  let connected = 0
  let closed = false
  let serving: NodeJS.Immediate | undefined

  const budget = createSocketBudget(maxSockets, () => serveSoon())

  const discard = (connection: Connection): Promise<void> => {
    const { site } = connection
    if (open.delete(connection)) {
      site.open -= 1
      if (site.open === 0) connected -= 1
    }
    if (connection.idle) site.idle.splice(site.idle.indexOf(connection), 1)
    connection.idle = false
    if (waiting.size > 0) serveSoon()
    connection.dialling?.destroy() // the client does not know its socket before it is connected
    return connection.client.destroy()
  }

  /** The connection that was idle for longest, of all origins. */
  const longestIdle = (): Connection | undefined => {
    let longest: Connection | undefined
    for (const {
      idle: [first],
    } of sites.all())
      if (first !== undefined && first.answeredAtMs < (longest?.answeredAtMs ?? Number.POSITIVE_INFINITY))
        longest = first
    return longest
  }

  /** Lets go of the origin that was unused for longest, where there are too many. */
  const makeRoom = (): void => {
    const surplus = connected < MAX_KEPT_ORIGINS ? undefined : longestIdle()
    for (const connection of [...(surplus?.site.idle ?? [])]) void discard(connection)
  }

  const openFor = (site: Site, asker: Asker): void => {
    if (closed) {
      asker.onRefused(new TransportFailure(CLOSED))
      return
    }
    if (open.size >= budget.most) {
      const surplus = longestIdle()
      if (surplus === undefined) {
        waiting.add(asker)
        return
      }
      void discard(surplus)
    }
    if (site.open === 0) makeRoom()
    const connection = openConnection(site, dial, maxHeaderBytes, { onConnected: budget.connected, onDisconnected })
    open.add(connection)
    if (site.open === 0) connected += 1
    site.open += 1
    asker.onConnection(connection)
  }

  const onDisconnected = (connection: Connection, error: Error): void => {
    const { site } = connection
    if (isHasty(connection, error)) {
      markHasty(site)
      for (const idle of [...site.idle]) void discard(idle)
    }
    connection.served = 0
    if (connection.idle) void discard(connection) // otherwise the client connects anew
    if (site.idle.length === 0 && site.doubtful.size > 0) probation.settle(site)
  }

  const probation = createProbation((site, asker) => {
    if (site.trust === 'proven') serve(asker)
    else openFor(site, asker)
  })

  const takeIdle = (site: Site): Connection | undefined => {
    for (let connection = site.idle.pop(); connection !== undefined; connection = site.idle.pop()) {
      connection.idle = false
      if (idleMs(connection) < KEEP_ALIVE_MS) return connection
      void discard(connection) // the process was frozen and its timers with it: the server has hung up by now
    }
    return undefined
  }

  const keep = (connection: Connection): void => {
    connection.served += 1
    connection.answeredAtMs = performance.now()
    connection.answeredAtWallMs = Date.now()
    if (isSingleUse(connection.site)) {
      void discard(connection)
      return
    }
    connection.idle = true
    connection.site.idle.push(connection)
    if (waiting.size > 0) serveSoon()
  }

  const serve = (asker: Asker): void => {
    const site = sites.of(asker.origin)
    const [first] = site.idle
    if (first !== undefined && site.trust !== 'proven') {
      probation.doubt(site, first, asker)
      return
    }
    const connection = first === undefined ? undefined : takeIdle(site)
    if (connection === undefined) openFor(site, asker)
    else asker.onConnection(connection)
  }

  const serveSoon = (): void => {
    serving ??= setImmediate(() => {
      serving = undefined
      for (const asker of waiting) {
        if (open.size >= budget.most && longestIdle() === undefined) return
        waiting.delete(asker)
        serve(asker)
      }
    })
  }

  const pool: ConnectionPool = {
    maxHeaderBytes,
    connect(asker) {
      if (waiting.size === 0) serve(asker)
      else waiting.add(asker) // those who came first are served first
    },
    connectAnew: (asker) => openFor(sites.of(asker.origin), asker),
    reconnect(connection, asker) {
      void discard(connection)
      budget.exhausted(open.size)
      waiting.add(asker)
    },
    leave(asker) {
      if (!waiting.delete(asker)) sites.of(asker.origin).doubtful.delete(asker)
    },
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
      for (const site of sites.all()) probation.settle(site)
      const refused = [...waiting]
      waiting.clear()
      for (const asker of refused) asker.onRefused(new TransportFailure(CLOSED))
      budget.close()
      clearImmediate(serving)
      await Promise.all([...open].map(discard))
    },
  }
  return pool
}
