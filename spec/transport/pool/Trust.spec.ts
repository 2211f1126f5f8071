import type { Socket } from 'node:net'
import { expect } from 'chai'
import { collectBatch } from '../../../src/collectBatch.ts'
import { createTransport } from '../../../src/transport/createTransport.ts'
import { closeAfterEach } from '../../support/closeAfterEach.ts'
import { certificate, testAuthority } from '../../support/faults/server/certificates.ts'
import { onRequest, response } from '../../support/httpMessages.ts'
import { useRealSockets } from '../../support/realSockets.ts'
import { serveSockets } from '../../support/serveSockets.ts'

const REQUESTS = 200
const SOON_MS = 2

/** What a server does with its connection once it has answered, and how a response of its says so. */
type Habit = { readonly after: (socket: Socket, answer: string) => void; readonly fields?: readonly string[] }

const endSoon: Habit['after'] = (socket, answer) => {
  socket.write(answer)
  setTimeout(() => socket.end(), SOON_MS)
}
const saysThatItKeeps = ['connection: keep-alive', 'keep-alive: timeout=5']

const HANGS_UP: Readonly<Record<string, Habit>> = {
  'hangs up with its answer': { after: (socket, answer) => socket.end(answer) },
  'hangs up soon after': { after: endSoon },
  'hangs up with its answer and promises not to': {
    after: (socket, answer) => socket.end(answer),
    fields: saysThatItKeeps,
  },
  'hangs up soon after and promises not to': { after: endSoon, fields: saysThatItKeeps },
  'resets soon after': {
    after: (socket, answer) => {
      socket.write(answer)
      setTimeout(() => socket.resetAndDestroy(), SOON_MS)
    },
  },
}
const SAYS_MORE: Readonly<Record<string, Habit>> = {
  'says more with its answer': {
    after: (socket, answer) => socket.write(`${answer}${response('200 OK', [], 'stray')}`),
  },
  'says more soon after': {
    after: (socket, answer) => {
      socket.write(answer)
      setTimeout(() => socket.write(response('200 OK', [], 'stray')), SOON_MS)
    },
  },
  'says more soon after and promises to keep its connections': {
    fields: saysThatItKeeps,
    after: (socket, answer) => {
      socket.write(answer)
      setTimeout(() => socket.write(response('400 Bad Request', ['connection: close'], 'stray')), SOON_MS)
    },
  },
  'says nonsense soon after': {
    after: (socket, answer) => {
      socket.write(answer)
      setTimeout(() => socket.write('nonsense'), SOON_MS)
    },
  },
}
const BEHAVES: Readonly<Record<string, Habit>> = {
  'keeps its connections': { after: (socket, answer) => socket.write(answer) },
  'keeps its connections and says so': { after: (socket, answer) => socket.write(answer), fields: saysThatItKeeps },
}

describe('the trust in an origin', () => {
  useRealSockets()
  const closing = closeAfterEach()

  /** Asks a server of some habit many times for the path that it asks for, and tells what came of it. */
  const ask = async ({ after, fields = [] }: Habit, method: string, concurrency: number, overTls = false) => {
    let asked = 0
    const server = closing(
      await serveSockets(
        (socket) =>
          onRequest(socket, ({ path }) => {
            asked += 1
            if (!socket.writableEnded) after(socket, response('200 OK', [...fields, 'content-type: text/plain'], path))
          }),
        overTls ? certificate('good') : undefined,
      ),
    )
    const transport = closing(createTransport({ ca: testAuthority() }))
    const requests = Array.from({ length: REQUESTS }, (_, number) => ({ url: `${server.origin}/${number}`, method }))
    const results = await collectBatch(requests, { transport, concurrency, retries: 0 })
    const failed = results.filter(({ outcome }) => outcome === 'failure').length
    const shifted = results.filter(
      (result, number) => result.outcome === 'success' && result.body !== `/${number}`,
    ).length
    return { failed, shifted, asked, connections: server.accepted }
  }

  for (const concurrency of [1, 8]) {
    for (const [habit, row] of Object.entries(HANGS_UP)) {
      for (const method of concurrency === 1 ? ['POST'] : ['POST', 'PUT', 'DELETE'])
        it(`loses at most 1 % of ${method} requests, ${concurrency} at a time, of a server that ${habit}`, async () => {
          const { failed, asked } = await ask(row, method, concurrency)
          expect(failed).to.be.at.most(REQUESTS / 100)
          expect(asked).to.be.at.most(REQUESTS)
        })

      it(`sends at most 5 % of GET requests again, ${concurrency} at a time, to a server that ${habit}`, async () => {
        const { failed, asked } = await ask(row, 'GET', concurrency)
        expect(failed).to.equal(0)
        expect(asked).to.be.within(REQUESTS, REQUESTS * 1.05)
      })
    }

    for (const [habit, row] of Object.entries(SAYS_MORE))
      for (const method of ['POST', 'GET'])
        it(`harms no ${method} request, ${concurrency} at a time, of a server that ${habit}`, async () => {
          expect(await ask(row, method, concurrency)).to.include({ failed: 0, shifted: 0, asked: REQUESTS })
        })

    for (const [habit, row] of Object.entries(BEHAVES))
      for (const method of ['POST', 'PUT', 'GET'])
        for (const overTls of concurrency === 1 ? [false] : [false, true])
          it(`makes ${concurrency} connections for ${method} requests to a server that ${habit}${overTls ? ', over TLS' : ''}`, async () => {
            const { failed, connections } = await ask(row, method, concurrency, overTls)
            expect(failed).to.equal(0)
            expect(connections).to.be.at.most(method === 'GET' || !overTls ? concurrency : 2 * concurrency)
          })
  }
})
