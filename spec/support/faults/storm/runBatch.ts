import {
  collectBatch,
  type FetchRequest,
  type FetchResult,
  fetchBatch,
  streamResults,
  type Transport,
} from '../../../../src/index.ts'
import { urlOf } from '../address.ts'
import { AMPLE_MS, MAX_BODY_BYTES } from '../clocks.ts'
import type { Fault, Run } from '../Fault.ts'
import type { Sites } from '../server/sites.ts'

/** The three ways to the results; batches take turns. */
export const FACES = ['fetchBatch', 'streamResults', 'collectBatch'] as const
export type Face = (typeof FACES)[number]

/** What came of one run: its result and how long that took, seen from outside where the face shows it. */
export type Settled = {
  readonly run: Run
  readonly url: string
  readonly index: number
  readonly result: FetchResult
  readonly startedMs: number
  readonly settleMs: number
}

const IN_FLIGHT = 64

/** The `timeoutMs` of the requests that meet a fault. */
export const timeoutOf = ({ request }: Fault): number => request?.timeoutMs ?? AMPLE_MS

const toRequest = (run: Run, url: string): FetchRequest => ({
  url,
  id: run.id,
  timeoutMs: timeoutOf(run.fault),
  ...run.fault.request,
})

/** Sends the runs as one batch and reports each result; resolves once the batch has completed. */
export async function runBatch(
  runs: readonly Run[],
  sites: Sites,
  transport: Transport,
  face: Face,
  report: (settled: Settled) => void,
): Promise<void> {
  const pulledMs: number[] = []
  const urls: string[] = []

  function* requests(): Generator<FetchRequest> {
    for (const run of runs) {
      const url = urlOf(run, sites)
      urls.push(url)
      pulledMs.push(performance.now())
      yield toRequest(run, url)
    }
  }

  const settle = (result: FetchResult): void => {
    const { index } = result
    const run = runs[index]
    const startedMs = pulledMs[index]
    const url = urls[index]
    if (run === undefined || startedMs === undefined || url === undefined)
      throw new Error(`A result with index ${index}, which nobody asked for`)
    const settleMs = face === 'collectBatch' ? result.timing.durationMs : performance.now() - startedMs
    report({ run, url, index, result, startedMs, settleMs })
  }

  const options = {
    concurrency: IN_FLIGHT,
    retries: 0,
    cooldown: false, // each fault is to be met, whatever the one before has asked for
    retryBudget: 100,
    totalTimeoutMs: AMPLE_MS,
    maxBodyBytes: MAX_BODY_BYTES,
    transport,
  }
  if (face === 'fetchBatch') await fetchBatch(requests(), options).forEach(settle)
  else if (face === 'streamResults') for await (const result of streamResults(requests(), options)) settle(result)
  else for (const result of await collectBatch(requests(), options)) settle(result)
}
