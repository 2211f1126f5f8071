import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type DemoApi = { readonly origin: string; close(): Promise<void> }

const USERS: Readonly<Record<string, string>> = { '1': 'Ada', '2': 'Grace' }
/** How often the unsteady endpoint fails before it answers. */
const FAILURES = 2

const sendJson = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

/** A small HTTP API on a loopback port: some good endpoints, and one for each thing that goes wrong with APIs. */
export async function startDemoApi(): Promise<DemoApi> {
  let failures = 0
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const user = USERS[/^\/users\/(\d)$/.exec(path)?.[1] ?? '']
    if (user !== undefined) sendJson(response, 200, { name: user })
    else if (path === '/weather/oslo') sendJson(response, 200, { city: 'Oslo', celsius: -3 })
    else if (path === '/hello') response.writeHead(200, { 'content-type': 'text/plain' }).end('Hello from plain text')
    else if (path === '/slow')
      response.on('close', () => {}) // never answers: the client's clock has to end it
    else if (path === '/unsteady' && ++failures <= FAILURES) sendJson(response, 503, { error: 'try again' })
    else if (path === '/unsteady') sendJson(response, 200, { steady: true })
    else sendJson(response, 404, { error: 'no such thing' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
