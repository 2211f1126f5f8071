import { deepEqual, ok } from 'node:assert/strict'
import { collectBatch, createTransport } from '../../../../src/index.ts'
import { AMPLE_MS } from '../clocks.ts'
import { kindsOf } from './kindsOf.ts'
import { requestsOf } from './requestsOf.ts'
import type { Scenario } from './Scenario.ts'

const MB = 1_048_576
const LIMIT_BYTES = 2 * MB
/** Little beside what a body costs when each of its bytes is an object, but more than the garbage of a second. */
const MAX_GROWTH_MB = 128

/** How long what never ends may go on; the first of them has to reach its limit. */
const CLOCK_MS = 700
const FIRST_CLOCK_MS = 2_500

/** Faults that send little body in much else, or much in little. */
const GREEDY = [
  ['chunk-of-one-byte-endless', ['too-large', 'timeout']],
  ['chunk-extension-in-every-chunk', ['timeout', 'too-large', 'protocol']],
  ['chunk-extension-endless', ['timeout', 'too-large', 'protocol']],
  ['trailers-endless', ['timeout', 'too-large', 'protocol']],
  ['flood-of-103', ['timeout', 'protocol', 'too-large']],
  ['endless-reason-phrase', ['timeout', 'protocol', 'too-large']],
  ['body-endless-until-close', ['too-large']],
  ['bomb-gzip', ['too-large']],
  ['bomb-br', ['too-large']],
  ['bomb-zstd', ['too-large']],
  ['bomb-gzip-gzip', ['too-large']],
] as const

/** The highest resident set of this process while `work` runs, in MB. */
const peakMb = async (work: () => Promise<void>): Promise<number> => {
  let peak = process.memoryUsage.rss()
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 5)
  await work()
  clearInterval(timer)
  return Math.max(peak, process.memoryUsage.rss()) / MB
}

/** What must come to its limit has all the time that it needs on a busy machine. */
const clocksOf = (kinds: readonly string[], place: number) =>
  kinds.includes('timeout')
    ? { timeoutMs: place === 0 ? FIRST_CLOCK_MS : CLOCK_MS }
    : { timeoutMs: AMPLE_MS, totalTimeoutMs: AMPLE_MS }

export const boundedMemoryScenarios: readonly Scenario[] = GREEDY.map(([name, kinds], place) => ({
  title: `takes little memory for ${name}`,
  async play(sites) {
    const transport = createTransport()
    const beforeMb = process.memoryUsage.rss() / MB
    const afterMb = await peakMb(async () => {
      const options = {
        maxBodyBytes: LIMIT_BYTES,
        ...clocksOf(kinds, place),
        retries: 0,
        transport,
      }
      const seen = Object.keys(kindsOf(await collectBatch(requestsOf(sites, name, 1), options)))
      deepEqual(
        seen.filter((kind) => !kinds.some((known) => known === kind)),
        [],
      )
    })
    await transport.close()
    ok(afterMb <= beforeMb + MAX_GROWTH_MB, `${Math.round(afterMb - beforeMb)} MB more than before`)
  },
}))
