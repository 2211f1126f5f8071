import type { IncomingMessage, ServerResponse } from 'node:http'
import { serve, type TestServer } from './serve.ts'
import { until } from './until.ts'

export type SampleApi = TestServer & {
  /** The paths asked for, in the order of their arrival. */
  readonly heard: readonly string[]
  /** The most requests that were ever waiting for an answer at once. */
  readonly peak: number
  /** Resolves once so many requests have come. */
  untilHeard(count: number): Promise<void>
}

type Respond = (request: IncomingMessage, response: ServerResponse) => void

/** How long a `/later` answer takes: longer than the next request does to come. */
const LATER_MS = 30

const json = (response: ServerResponse, status: number, value: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
}

const echo: Respond = ({ method, url }, response) => json(response, 200, { method, path: url })

/** By the first part of the path; any other is echoed. */
const RESPONSES: Readonly<Record<string, Respond>> = {
  later: (request, response) => void setTimeout(() => echo(request, response), LATER_MS),
  slow: () => {}, // never answers
  missing: (_, response) => json(response, 404, { error: 'none' }),
  unavailable: (_, response) => json(response, 503, { error: 'later' }),
  busy: (_, response) => json(response, 429, { error: 'busy' }, { 'retry-after': '120' }),
  moved: (_, response) => response.writeHead(302, { location: '/elsewhere', 'content-length': '0' }).end(),
  cookie: (_, response) => json(response, 200, {}, { 'set-cookie': 'session=1', etag: '"1"' }),
  body: (request, response) => {
    response.writeHead(200, { 'content-type': String(request.headers['content-type']) })
    request.pipe(response)
  },
}

/** An API on a loopback port whose paths say how it behaves. */
export async function serveSamples(): Promise<SampleApi> {
  const heard: string[] = []
  let waiting = 0
  let peak = 0
  const server = await serve((request, response) => {
    heard.push(request.url ?? '')
    waiting += 1
    peak = Math.max(peak, waiting)
    response.once('close', () => {
      waiting -= 1
    })
    const [, name = ''] = (request.url ?? '').split(/[/?]/)
    const respond = RESPONSES[name] ?? echo
    respond(request, response)
  })
  return {
    ...server,
    heard,
    get peak() {
      return peak
    },
    untilHeard: (count) =>
      until(
        () => `${count} requests have come`,
        () => heard.length >= count,
      ),
  }
}
