import { type FetchOptions, streamResults } from 'rx-fanout'

export async function countFailures(api: string, count: number, options?: FetchOptions): Promise<number> {
  function* urls() {
    for (let id = 0; id < count; id += 1) yield `${api}/items/${id}`
  }
  let failures = 0
  for await (const { outcome } of streamResults(urls(), { concurrency: 64, ...options }))
    if (outcome === 'failure') failures += 1
  return failures
}
