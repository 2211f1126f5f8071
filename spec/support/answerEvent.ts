import { NEVER, of } from 'rxjs'
import { createHandler, type HandlerOptions } from '../../src/lambda/index.ts'
import { captureStderr } from './captureStderr.ts'
import { answer, type FakeTransport, fakeTransport } from './fakeTransport.ts'

/** Answers a URL with its path as JSON; `/missing` with 404, `/hanging` never, `/large/<n>` with a string of n bytes. */
export const pathTransport = (): FakeTransport =>
  fakeTransport(({ url }) => {
    const { pathname } = new URL(url)
    if (pathname === '/missing') return of(answer(404))
    if (pathname === '/hanging') return NEVER
    const [, size] = /^\/large\/(\d+)$/.exec(pathname) ?? []
    return of(answer(200, size === undefined ? { path: pathname } : { text: 'x'.repeat(Number(size) - 11) }))
  })

/** What an event is answered with, as JSON, by a handler over a {@link pathTransport}; what it fetched, and its log. */
export async function answerEvent(
  event: unknown,
  options: HandlerOptions = {},
  context: { readonly remainingMs?: number } = {},
): Promise<{ readonly answer: unknown; readonly fetched: readonly string[]; readonly log: readonly object[] }> {
  const transport = pathTransport()
  const handler = createHandler({ env: {}, transport, ...options })
  const { value, lines } = await captureStderr(() =>
    handler<unknown>(JSON.parse(JSON.stringify(event)), {
      awsRequestId: 'request-1',
      ...(context.remainingMs === undefined ? {} : { getRemainingTimeInMillis: () => context.remainingMs as number }),
    }),
  )
  return {
    answer: JSON.parse(JSON.stringify(value)),
    fetched: transport.attempts.map(({ url }) => url),
    log: lines.map((line) => JSON.parse(line)),
  }
}

/** The item of a URL that {@link pathTransport} answers with 404. */
export const missing = (url: string): object => ({
  error: 'HTTP status 404',
  kind: 'status',
  url,
  attempts: 1,
  status: 404,
})
