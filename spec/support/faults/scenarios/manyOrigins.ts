import { deepEqual } from 'node:assert/strict'
import { collectBatch, createTransport } from '../../../../src/index.ts'
import { AMPLE_MS } from '../clocks.ts'
import { resolveNames } from '../resolveNames.ts'
import { kindsOf } from './kindsOf.ts'
import { requestsOf } from './requestsOf.ts'
import type { Scenario } from './Scenario.ts'

/** More than the descriptors of the process that plays this. */
const ORIGINS = 1_500

const manyOrigins = (concurrency: number, long: boolean): Scenario => ({
  title: `fetches from ${ORIGINS} origins, ${concurrency} at a time`,
  long,
  async play(sites) {
    const requests = Array.from({ length: ORIGINS }, (_, n) =>
      requestsOf(sites, 'healthy-plain', 1, { host: `n${n}.test` }),
    ).flat()
    const transport = createTransport({ resolve: resolveNames, connectTimeoutMs: AMPLE_MS })
    const results = await collectBatch(requests, {
      concurrency,
      retries: 0,
      timeoutMs: AMPLE_MS,
      totalTimeoutMs: AMPLE_MS,
      transport,
    })
    await transport.close()
    deepEqual(kindsOf(results), { success: ORIGINS })
  },
})

export const manyOriginsScenarios = [manyOrigins(20, true), manyOrigins(900, false)]
