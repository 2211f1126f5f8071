import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { streamResults } from 'rx-fanout'

export async function enrichIds(ids: readonly string[], api: string, output: Writable): Promise<void> {
  const requests = ids.map((id) => ({ url: `${api}/users/${id}`, id }))
  let done = 0
  for await (const result of streamResults(requests, { concurrency: 50 })) {
    process.stderr.write(`\r${++done} of ${ids.length}`)
    const data = result.outcome === 'success' ? result.body : { error: result.error.message }
    if (!output.write(`${JSON.stringify({ id: result.id, data })}\n`)) await once(output, 'drain')
  }
}
