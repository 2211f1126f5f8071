import { deepEqual } from 'node:assert/strict'
import { collectBatch, createTransport } from '../../../../src/index.ts'
import { AMPLE_MS } from '../clocks.ts'
import { kindsOf } from './kindsOf.ts'
import { requestsOf } from './requestsOf.ts'
import type { Scenario } from './Scenario.ts'

export const unfinishedUploadScenarios: readonly Scenario[] = [
  {
    title: 'sends nothing behind an upload that was answered before its end',
    async play(sites) {
      const transport = createTransport()
      const options = { transport, retries: 0, timeoutMs: AMPLE_MS }
      const uploads = await collectBatch(requestsOf(sites, 'upload-answered-then-open', 4), options)
      const later = await collectBatch(requestsOf(sites, 'healthy-plain', 4), options)
      await transport.close()
      deepEqual(kindsOf(uploads), { success: 4 })
      deepEqual(kindsOf(later), { success: 4 })
    },
  },
]
