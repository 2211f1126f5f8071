import { Socket } from 'node:net'
import { expect } from 'chai'
import { collectBatch } from '../../../src/collectBatch.ts'
import { createTransport } from '../../../src/transport/createTransport.ts'
import { createConnectionPool } from '../../../src/transport/pool/connectionPool.ts'
import type { Asker, Connection } from '../../../src/transport/pool/Site.ts'
import { closeAfterEach } from '../../support/closeAfterEach.ts'
import { certificate, testAuthority } from '../../support/faults/server/certificates.ts'
import { head, ok, onRequest, response } from '../../support/httpMessages.ts'
import { useRealSockets } from '../../support/realSockets.ts'
import { send, textOf } from '../../support/send.ts'
import { serveInThread } from '../../support/serveInThread.ts'
import { type SocketServer, serveSockets } from '../../support/serveSockets.ts'
import { until } from '../../support/until.ts'

const ORIGIN = 'http://one.example'
const OTHER_ORIGIN = 'http://two.example'
const MAX_SOCKETS = 900

/** Runs `action` as if the clock had moved on by `ms` in one step, as it does while a process is frozen. */
async function afterPause<T>(ms: number, action: () => T | Promise<T>): Promise<T> {
  const now = Date.now
  Date.now = () => now() + ms
  try {
    return await action()
  } finally {
    Date.now = now
  }
}

describe('createConnectionPool', () => {
  const closing = closeAfterEach()
  /** Whatever one who asks is given, in turn. */
  const askerOf = (origin: string) => {
    const given: Connection[] = []
    const asker: Asker = {
      origin,
      onConnection: (connection) => given.push(connection),
      onRefused: () => {}, // the pool is closed after each test
    }
    return { asker, given }
  }

  /** A pool of servers that have proven that they keep connections, which are given out at once. */
  const openPool = (maxSockets = MAX_SOCKETS) => {
    const pool = closing(createConnectionPool({ dial: () => new Socket(), maxSockets, maxHeaderBytes: 1_000 }))
    const atOnce = (origin: string, ask: (asker: Asker) => void): Connection => {
      const { asker, given } = askerOf(origin)
      ask(asker)
      const [connection] = given
      if (connection === undefined) throw new Error('It has to wait')
      return connection
    }
    return {
      ...pool,
      acquire: (origin: string) => atOnce(origin, pool.connect),
      acquireNew: (origin: string) => atOnce(origin, pool.connectAnew),
      release: (connection: Connection, sentBody: boolean) => {
        connection.site.trust = 'proven'
        pool.release(connection, sentBody)
      },
    }
  }

  it('hands out the connection that was released last', () => {
    const pool = openPool()
    const first = pool.acquire(ORIGIN)
    const second = pool.acquire(ORIGIN)
    pool.release(first, false)
    pool.release(second, false)
    expect([pool.acquire(ORIGIN), pool.acquire(ORIGIN)]).to.deep.equal([second, first])
  })

  it('hands out a connection to one request at a time', () => {
    const pool = openPool()
    const connection = pool.acquire(ORIGIN)
    pool.release(connection, false)
    expect(pool.acquire(ORIGIN)).to.equal(connection)
    expect(pool.acquire(ORIGIN)).not.to.equal(connection)
  })

  it('keeps the connections of each origin apart', () => {
    const pool = openPool()
    pool.release(pool.acquire(ORIGIN), false)
    expect(pool.acquire(OTHER_ORIGIN).site.origin).to.equal(OTHER_ORIGIN)
  })

  it('keeps the connections of 1,024 origins, those that were used last', () => {
    const pool = openPool(10_000)
    const all = Array.from({ length: 1_500 }, (_, n) => {
      const connection = pool.acquire(`http://n${n}.example`)
      pool.release(connection, false)
      return connection
    })
    expect(all.filter(({ client }) => !client.destroyed)).to.deep.equal(all.slice(-1_024))
  })

  it('opens a connection on request though an unused one is there', () => {
    const pool = openPool()
    const connection = pool.acquire(ORIGIN)
    pool.release(connection, false)
    expect(pool.acquireNew(ORIGIN)).not.to.equal(connection)
  })

  it('counts the responses of a connection', () => {
    const pool = openPool()
    pool.release(pool.acquire(ORIGIN), false)
    pool.release(pool.acquire(ORIGIN), false)
    expect(pool.acquire(ORIGIN).served).to.equal(2)
  })

  it('does not hand out a discarded connection', async () => {
    const pool = openPool()
    const connection = pool.acquire(ORIGIN)
    pool.release(connection, false)
    await pool.discard(connection)
    expect(connection.client.destroyed).to.equal(true)
    expect(pool.acquire(ORIGIN)).not.to.equal(connection)
  })

  it('destroys a connection that was unused during a long pause, and opens another', async () => {
    const pool = openPool()
    const stale = pool.acquire(ORIGIN)
    pool.release(stale, false)
    const fresh = await afterPause(4_000, () => pool.acquire(ORIGIN))
    expect(fresh).not.to.equal(stale)
    expect(stale.client.destroyed).to.equal(true)
  })

  it('destroys a connection that was unused for long by the monotonic clock, though the wall clock was set back', async () => {
    const pool = openPool()
    const stale = pool.acquire(ORIGIN)
    pool.release(stale, false)
    const { now } = performance
    performance.now = () => now.call(performance) + 4_000
    try {
      await afterPause(-60_000, () => expect(pool.acquire(ORIGIN)).not.to.equal(stale))
    } finally {
      performance.now = now
    }
  })

  it('hands out a connection that was unused for a moment', async () => {
    const pool = openPool()
    const connection = pool.acquire(ORIGIN)
    pool.release(connection, false)
    expect(await afterPause(2_000, () => pool.acquire(ORIGIN))).to.equal(connection)
  })

  describe('with 900 sockets', () => {
    const destroyed = (connections: readonly Connection[]) =>
      connections.flatMap(({ client }, number) => (client.destroyed ? [number] : []))

    it('closes the connection that has been unused for longest to make room', () => {
      const pool = openPool()
      const connections = Array.from({ length: MAX_SOCKETS }, (_, number) => pool.acquire(`http://${number}.example`))
      for (const connection of connections) pool.release(connection, false)
      pool.acquire(ORIGIN)
      pool.acquire(ORIGIN)
      expect(destroyed(connections)).to.deep.equal([0, 1])
    })

    it('counts the time since the last use, whatever the origin', async () => {
      const pool = openPool()
      const [often, once] = [pool.acquire(ORIGIN), pool.acquire(OTHER_ORIGIN)]
      const inUse = Array.from({ length: MAX_SOCKETS - 2 }, () => pool.acquireNew(ORIGIN))
      pool.release(often, false)
      await afterPause(1_000, () => pool.release(once, false))
      await afterPause(2_000, () => pool.release(pool.acquire(ORIGIN), false))
      pool.acquire('http://three.example')
      expect(destroyed([often, once, ...inUse])).to.deep.equal([1])
    })

    it('closes no connection in use', () => {
      const pool = openPool()
      const connections = Array.from({ length: MAX_SOCKETS }, () => pool.acquire(ORIGIN))
      expect(() => pool.acquire(OTHER_ORIGIN)).to.throw('It has to wait')
      expect(destroyed(connections)).to.deep.equal([])
    })

    it('lets who comes then wait, first come first served, until one is given back or gone', async () => {
      const pool = openPool(2)
      const [first, second] = [pool.acquire(ORIGIN), pool.acquire(OTHER_ORIGIN)]
      const order: string[] = []
      const ask = (name: string, origin: string): Asker => {
        const asker: Asker = { ...askerOf(origin).asker, onConnection: () => order.push(name) }
        pool.connect(asker)
        return asker
      }
      ask('a', ORIGIN)
      pool.leave(ask('left', ORIGIN))
      ask('b', ORIGIN)
      pool.release(second, false)
      ask('c', OTHER_ORIGIN)
      expect(order).to.deep.equal([])
      await until(
        () => 'one is served',
        () => order.length === 1,
      )
      void pool.discard(first)
      await until(
        () => 'another is served',
        () => order.length === 2,
      )
      expect(order).to.deep.equal(['a', 'b'])
    })

    it('closes no connection while there are fewer', () => {
      const pool = openPool()
      const connections = Array.from({ length: MAX_SOCKETS - 1 }, () => pool.acquire(ORIGIN))
      for (const connection of connections) pool.release(connection, false)
      pool.acquire(OTHER_ORIGIN)
      expect(destroyed(connections)).to.deep.equal([])
    })
  })

  describe('over sockets', () => {
    useRealSockets()

    /** Answers every request with the number of its connection. */
    const serveNumbers = async (...fields: readonly string[]): Promise<SocketServer> =>
      closing(
        await serveSockets((socket, number) => {
          onRequest(socket, () =>
            socket.write(response('200 OK', ['content-type: text/plain', ...fields], `${number}`)),
          )
        }),
      )

    it('serves many requests with no more sockets than there are at once', async () => {
      const server = await serveNumbers()
      const urls = Array.from({ length: 60 }, (_, number) => `${server.origin}/${number}`)
      const results = await collectBatch(urls, { concurrency: 5, retries: 0 })
      expect(results.filter(({ outcome }) => outcome === 'success')).to.have.lengthOf(60)
      expect(server.accepted).to.equal(5)
    })

    describe('over TLS', () => {
      const CONCURRENCY = 20
      const REQUESTS = 600

      for (const [method, body, mostSockets] of [
        ['GET', undefined, CONCURRENCY],
        ['PUT', 'a body', 2 * CONCURRENCY],
      ] as const)
        it(`serves many ${method} requests with at most ${mostSockets} sockets for ${CONCURRENCY} at once`, async () => {
          const server = closing(await serveInThread(certificate('good')))
          const transport = closing(createTransport({ ca: testAuthority() }))
          const requests = Array.from({ length: REQUESTS }, () => ({ url: server.origin, method, body }))
          const results = await collectBatch(requests, { transport, concurrency: CONCURRENCY, retries: 0 })
          expect(results.filter(({ outcome }) => outcome === 'success')).to.have.lengthOf(REQUESTS)
          expect(await server.accepted()).to.be.at.most(mostSockets)
        })
    })

    it('opens another socket while a body is still being sent that was answered before it was read', async () => {
      const server = closing(
        await serveSockets((socket, number) =>
          socket.once('data', () => {
            if (number === 0) socket.pause()
            socket.write(ok(`${number}`))
          }),
        ),
      )
      const transport = closing(createTransport())
      const endless = { method: 'PUT', body: new Uint8Array(50_000_000) }
      expect(textOf(await send(transport, server.origin, endless))).to.equal('0')
      expect(textOf(await send(transport, server.origin))).to.equal('1')
    })

    it('serves one batch after the other with the same sockets', async () => {
      const server = await serveNumbers()
      const transport = closing(createTransport())
      const urls = [`${server.origin}/1`, `${server.origin}/2`]
      await collectBatch(urls, { transport })
      await collectBatch(urls, { transport })
      expect(server.accepted).to.equal(2)
    })

    it('opens a socket for each request of a server that closes after each', async () => {
      const server = await serveNumbers('connection: close')
      const urls = Array.from({ length: 10 }, (_, number) => `${server.origin}/${number}`)
      const results = await collectBatch(urls, { concurrency: 3, retries: 0 })
      expect(results.filter(({ outcome }) => outcome === 'success')).to.have.lengthOf(10)
      expect(server.accepted).to.equal(10)
      await server.closed(9)
    })

    it('forgets a socket that the server closes between two requests', async () => {
      const server = closing(
        await serveSockets((socket, number) => {
          onRequest(socket, () => {
            socket.write(ok(`${number}`))
            if (number === 0) socket.end()
          })
        }),
      )
      const transport = closing(createTransport())
      await send(transport, server.origin)
      await server.closed(0)
      const second = await send(transport, server.origin, { method: 'POST', body: 'never sent twice' })
      expect(textOf(second)).to.equal('1')
    })

    it('opens another socket after a long pause, and closes the old one', async () => {
      const server = await serveNumbers()
      const transport = closing(createTransport())
      await send(transport, server.origin)
      const second = await afterPause(60_000, () => send(transport, server.origin))
      expect(textOf(second)).to.equal('1')
      await server.closed(0)
    })

    it('closes an unused socket before the server does, as far as it tells when', async () => {
      const server = await serveNumbers('keep-alive: timeout=3')
      const transport = closing(createTransport())
      await send(transport, server.origin)
      await server.closed(0)
    })

    it('does not take bytes behind a whole response for the next one', async () => {
      const server = closing(
        await serveSockets((socket, number) => {
          onRequest(socket, () => socket.write(ok(`${number}`) + (number === 0 ? ok('stray') : '')))
        }),
      )
      const transport = closing(createTransport())
      await send(transport, server.origin)
      expect(textOf(await send(transport, server.origin))).to.equal('1')
      expect(server.accepted).to.equal(2)
    })

    it('keeps a socket whose responses have no body', async () => {
      const server = closing(
        await serveSockets((socket) => onRequest(socket, () => socket.write(head('204 No Content')))),
      )
      const transport = closing(createTransport())
      for (const _ of [1, 2, 3]) expect((await send(transport, server.origin)).status).to.equal(204)
      expect(server.accepted).to.equal(1)
    })
  })
})
