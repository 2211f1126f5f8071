import { serve, type TestServer } from '../support/serve.ts'

/** An API whose requests are counted. */
export type Origin = TestServer & {
  /** How often each path was asked for, in the order of the first time. */
  readonly heard: ReadonlyMap<string, number>
  /** The paths in the order of their coming. */
  readonly order: readonly string[]
}

/** Answers a path with itself as JSON, but `/missing…` with 404; an answer waits for `onRequest`, which is told how many came so far. */
export async function serveCounted(onRequest: (count: number) => unknown = () => {}): Promise<Origin> {
  const heard = new Map<string, number>()
  const order: string[] = []
  const server = await serve(async ({ url = '' }, response) => {
    heard.set(url, (heard.get(url) ?? 0) + 1)
    order.push(url)
    await onRequest(order.length)
    response.writeHead(url.startsWith('/missing') ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ path: url }))
  })
  return { ...server, heard, order }
}
