import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { streamResults } from 'rx-fanout'

export async function download(urls: Iterable<string>, folder: string): Promise<void> {
  const options = { parse: 'base64', concurrency: 8, maxBodyBytes: 50_000_000, timeoutMs: 60_000 } as const
  for await (const result of streamResults(urls, options)) {
    if (result.outcome === 'failure') console.error(result.url, result.error.message)
    else await writeFile(join(folder, `${result.index}.bin`), Buffer.from(String(result.body ?? ''), 'base64'))
  }
}
