import { deepEqual, ok } from 'node:assert/strict'
import { collectBatch, createTransport } from '../../../../src/index.ts'
import { kindsOf } from './kindsOf.ts'
import { requestsOf } from './requestsOf.ts'
import type { Scenario } from './Scenario.ts'

const LATE_MS = 200

export const interleavedScenarios: readonly Scenario[] = [
  {
    title: 'keeps the deadlines of two batches on one transport apart',
    async play(sites) {
      const transport = createTransport()
      const batch = async (deadlineMs: number) => {
        const requests = [...requestsOf(sites, 'head-hang', 10), ...requestsOf(sites, 'healthy-plain', 30)]
        const startedMs = performance.now()
        const results = await collectBatch(requests, { deadlineMs, timeoutMs: 5_000, transport })
        return { kinds: kindsOf(results), ms: performance.now() - startedMs }
      }
      const [first, second] = await Promise.all([batch(300), batch(700)])
      await transport.close()
      deepEqual(first.kinds, { deadline: 10, success: 30 })
      deepEqual(second.kinds, { deadline: 10, success: 30 })
      ok(first.ms >= 295 && first.ms < 300 + LATE_MS, `the first batch took ${first.ms} ms`)
      ok(second.ms >= 695 && second.ms < 700 + LATE_MS, `the second batch took ${second.ms} ms`)
    },
  },
]
