import { expect } from 'chai'
import { collectBatch } from '../src/collectBatch.ts'
import type { FetchRequest } from '../src/domain/FetchRequest.ts'
import type { FetchOptions } from '../src/FetchOptions.ts'
import { closeAfterEach } from './support/closeAfterEach.ts'
import { useRealSockets } from './support/realSockets.ts'
import { serve } from './support/serve.ts'

/** No process serves tcpmux any more, and the port is never given out to clients. */
const REFUSED_URL = 'http://127.0.0.1:1/'

/** An API that answers `/redirect` with a redirect to where it is told, and any other path with its status; it counts. */
const serveRedirects = async (redirect: number, location: string) => {
  const heard: string[] = []
  const server = await serve(({ method, url = '' }, response) => {
    heard.push(`${method} ${url}`)
    if (url === '/redirect') response.writeHead(redirect, { location, 'content-length': '0' }).end()
    else if (url === '/cut') response.destroy()
    else if (url === '/silent') return
    else response.writeHead(Number(url.slice(1)), { 'x-ratelimit-remaining': '0', 'content-length': '0' }).end()
  })
  return { ...server, heard }
}

describe('fetchBatch', () => {
  useRealSockets()
  const closing = closeAfterEach()

  const run = async (redirect: number, location: string, request: Partial<FetchRequest>, path = '/redirect') => {
    const api = closing(await serveRedirects(redirect, location))
    const requests = [{ url: api.origin + path, retries: 2, retryDelayMs: 1, ...request }]
    const [result] = await collectBatch(requests)
    const first = api.heard.filter((line) => line.endsWith(path)).length
    return { result, first, finalUrl: URL.parse(location, api.origin)?.href }
  }

  const later = [REFUSED_URL, '/429', '/403', '/503', '/cut']
  const post = { method: 'POST', body: 'once' }

  for (const redirect of [301, 302, 303, 307, 308])
    for (const location of later) {
      it(`sends a POST once that a ${redirect} leads to ${location}`, async () => {
        const { result, first, finalUrl } = await run(redirect, location, post)
        expect(first).to.equal(1)
        expect(result).to.include({ outcome: 'failure', attempts: 1, finalUrl })
      })

      it(`sends a POST again that may be sent twice and that a ${redirect} leads to ${location}`, async () => {
        const { result, first, finalUrl } = await run(redirect, location, { ...post, idempotent: true })
        expect(first).to.equal(3)
        expect(result).to.include({ outcome: 'failure', attempts: 3, finalUrl })
      })
    }

  const clocks: ReadonlyArray<[name: string, options: FetchOptions, error: object]> = [
    ['the clock of an attempt', { timeoutMs: 150 }, { kind: 'timeout', clock: 'attempt' }],
    ['the total time', { totalTimeoutMs: 150 }, { kind: 'timeout', clock: 'total' }],
    ['the deadline', { deadlineMs: 150 }, { kind: 'deadline' }],
  ]
  for (const [name, options, error] of clocks)
    it(`tells where a request was led that ${name} cuts off`, async () => {
      const api = closing(await serveRedirects(302, '/silent'))
      const [led] = await collectBatch([`${api.origin}/redirect`], { retries: 0, history: true, ...options })
      expect(led)
        .to.deep.include({ finalUrl: `${api.origin}/silent` })
        .and.to.have.property('error')
        .that.includes(error)
      expect(led?.history).to.have.nested.property('[0].hops', 2)
      const [direct] = await collectBatch([`${api.origin}/silent`], { retries: 0, ...options })
      expect(direct).to.have.property('error').that.includes(error)
      expect(direct).not.to.have.property('finalUrl')
    })

  const direct: ReadonlyArray<[path: string, request: Partial<FetchRequest>, attempts: number]> = [
    ['/429', post, 3],
    ['/403', post, 3],
    ['/503', post, 1],
    ['/cut', post, 1],
    ['/429', { ...post, idempotent: false }, 3],
    ['/429', { ...post, retryStatuses: [503] }, 1],
    ['/503', { idempotent: false }, 1],
    ['/cut', { idempotent: false }, 1],
    ['/403', { idempotent: false }, 3],
    ['/503', {}, 3],
    ['/cut', {}, 3],
  ]
  for (const [path, request, attempts] of direct)
    it(`makes ${attempts} attempts at ${JSON.stringify(request)} that is answered ${path}`, async () => {
      const { result, first } = await run(302, '', request, path)
      expect(first).to.equal(attempts)
      expect(result).to.include({ outcome: 'failure', attempts }).and.not.have.property('finalUrl')
    })
})
