import { deepEqual } from 'node:assert/strict'
import { collectBatch, createTransport } from '../../../../src/index.ts'
import { AMPLE_MS } from '../clocks.ts'
import { type Cut, freezeThisProcess } from '../server/control.ts'
import { kindsOf } from './kindsOf.ts'
import { requestsOf } from './requestsOf.ts'
import type { Scenario } from './Scenario.ts'

const KEPT = 20
const REQUESTS = 60

const frozen = (title: string, how: Cut, ms: number, long: boolean): Scenario => ({
  title: `does not notice that its kept connections ${title} while the process was stopped`,
  long,
  async play(sites) {
    const transport = createTransport()
    const options = { concurrency: KEPT, retries: 0, timeoutMs: AMPLE_MS, transport }
    const before = await collectBatch(requestsOf(sites, 'healthy-slow', KEPT), options)
    deepEqual(kindsOf(before), { success: KEPT })
    await freezeThisProcess(sites, how, ms)
    const after = await collectBatch(requestsOf(sites, 'healthy-plain', REQUESTS), options)
    await transport.close()
    deepEqual(kindsOf(after), { success: REQUESTS })
  },
})

export const freezeScenarios = [
  frozen('were closed', 'end', 100, false),
  frozen('were reset', 'reset', 100, false),
  frozen('were forgotten', 'ignore', 6_000, true), // longer than servers keep them, and than a client may
]
