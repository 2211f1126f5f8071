import { deepEqual, ok } from 'node:assert/strict'
import { collectBatch, createTransport } from '../../../../src/index.ts'
import { AMPLE_MS } from '../clocks.ts'
import { kindsOf } from './kindsOf.ts'
import { requestsOf } from './requestsOf.ts'
import type { Scenario } from './Scenario.ts'

/** The healthy ones have all of the first deadline, and between the two lies longer than the event loop is ever late. */
const [FIRST_MS, SECOND_MS] = [2_000, 4_000]
/** Timers may be early by one of their ticks. */
const EARLY_MS = 5

export const interleavedScenarios: readonly Scenario[] = [
  {
    title: 'keeps the deadlines of two batches on one transport apart',
    async play(sites) {
      const transport = createTransport()
      const ended: number[] = []
      const batch = async (deadlineMs: number) => {
        const requests = [...requestsOf(sites, 'head-hang', 10), ...requestsOf(sites, 'healthy-plain', 30)]
        const startedMs = performance.now()
        const results = await collectBatch(requests, { deadlineMs, timeoutMs: AMPLE_MS, transport })
        ended.push(deadlineMs)
        ok(performance.now() - startedMs >= deadlineMs - EARLY_MS, `a batch ended before its ${deadlineMs} ms`)
        return kindsOf(results)
      }
      const kinds = await Promise.all([batch(FIRST_MS), batch(SECOND_MS)])
      await transport.close()
      deepEqual(
        kinds,
        Array.from(kinds, () => ({ deadline: 10, success: 30 })),
      )
      deepEqual(ended, [FIRST_MS, SECOND_MS])
    },
  },
]
