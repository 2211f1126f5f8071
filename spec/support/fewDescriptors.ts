/** Fetches many URLs at once with few descriptors, and prints what came of them: origin, concurrency, batches, transports. */
import { collectBatch } from '../../src/collectBatch.ts'
import { createTransport } from '../../src/transport/createTransport.ts'

const [origin, concurrency, batches, transports] = process.argv.slice(2)
const urls = Array.from({ length: 2 * Number(concurrency) }, (_, number) => `${origin}/${number}`)
const shared = transports === 'one' ? createTransport() : undefined
const results = await Promise.all(
  Array.from({ length: Number(batches) }, () =>
    collectBatch(urls, {
      transport: shared,
      concurrency: Number(concurrency),
      retries: 0,
      timeoutMs: 60_000,
      totalTimeoutMs: 60_000,
    }),
  ),
)
await shared?.close()
const kinds: Record<string, number> = {}
for (const result of results.flat()) {
  const kind = result.outcome === 'success' ? 'success' : JSON.stringify(result.error)
  kinds[kind] = (kinds[kind] ?? 0) + 1
}
process.stdout.write(JSON.stringify(kinds))
