import { once } from 'node:events'
import { Agent } from 'node:http'
import type { Writable } from 'node:stream'
import got from 'got'
import pMap from 'p-map'

export async function enrichIds(ids: readonly string[], api: string, output: Writable): Promise<void> {
  const options = { agent: { http: new Agent({ keepAlive: true }) }, retry: { limit: 10 } }
  let done = 0
  const enrich = async (id: string) => {
    const url = `${api}/users/${id}`
    const data = await got(url, options)
      .json()
      .catch((error: Error) => ({ error: error.message }))
    process.stderr.write(`\r${++done} of ${ids.length}`)
    if (!output.write(`${JSON.stringify({ id, data })}\n`)) await once(output, 'drain')
  }
  await pMap(ids, enrich, { concurrency: 50 })
  options.agent.http.destroy()
}
