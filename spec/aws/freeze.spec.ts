import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import { world } from './world.ts'

const FROZEN_MS = 5_000
const URLS = 100

/** An origin on a port of its choice that reads a request's body before it answers. */
async function listen(port = 0) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(request.url))
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { port: (server.address() as AddressInfo).port, close }
}

describe('a frozen environment', () => {
  for (const method of ['GET', 'POST'])
    it(`answers all of its ${method} requests after ${FROZEN_MS / 1000} s without its peers`, async () => {
      const first = await listen()
      const event = {
        urls: Array.from({ length: URLS }, (_, n) => ({ url: `http://127.0.0.1:${first.port}/${n}`, method })),
        policy: { retries: 0 },
      }
      const expected = { statusCode: 200, body: event.urls.map((_, n) => `/${n}`) }
      expect((await world().runtime.invoke(event)).payload).to.deep.equal(expected)
      await first.close() // its process is stopped by now, as Lambda does: it hears nothing of that
      await wait(FROZEN_MS)
      const second = await listen(first.port)
      const { payload } = await world().runtime.invoke(event)
      await second.close()
      expect(payload).to.deep.equal(expected)
      world().figures.push(
        `Freeze: ${URLS} of ${URLS} ${method} requests answered after ${FROZEN_MS / 1000} s of SIGSTOP, all peers gone`,
      )
    })
})
