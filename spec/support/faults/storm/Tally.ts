import type { Fault } from '../Fault.ts'
import { judge } from '../judge.ts'
import type { LoopDelay } from './loopDelay.ts'
import { quantile } from './quantile.ts'
import { type Settled, timeoutOf } from './runBatch.ts'

/** By how much a request may settle after its clock, in ms, beside what the event loop was late. */
const GRACE_MS = 200

/** What became of all the runs of one fault. */
export type FaultReport = {
  readonly name: string
  readonly runs: number
  /** How often each kind of failure came, and `success`. */
  readonly kinds: Readonly<Record<string, number>>
  readonly p50Ms: number
  readonly p99Ms: number
  /** What was wrong, each with how often it was. */
  readonly complaints: readonly string[]
}

/** Judges the results of one fault as they come. */
export type Tally = { readonly add: (settled: Settled) => void; readonly report: () => FaultReport }

/** Takes all of its memory for so many runs at once, so that what grows during a storm is not its own. */
export function createTally(fault: Fault, runs: number, loopDelay: LoopDelay): Tally {
  const kinds: Record<string, number> = {}
  const startedMs = new Float64Array(runs)
  const settleMs = new Float64Array(runs)
  let settledRuns = 0
  const complaints = new Map<string, { readonly text: string; count: number }>()

  const complain = (key: string, text: string): void => {
    const known = complaints.get(key)
    if (known === undefined) complaints.set(key, { text, count: 1 })
    else known.count += 1
  }

  return {
    add: (settled) => {
      const { run, url, index, result } = settled
      const kind = result.outcome === 'success' ? 'success' : result.error.kind
      kinds[kind] = (kinds[kind] ?? 0) + 1
      startedMs[settledRuns] = settled.startedMs
      settleMs[settledRuns] = settled.settleMs
      settledRuns += 1
      const complaint = judge(run, url, index, result)
      const where = `${run.keepAlive ? 'keep-alive' : 'close'}, variant ${run.variant}`
      if (complaint !== undefined) complain(`${kind} ${run.keepAlive}`, `${where}: ${complaint}`)
    },
    report: () => {
      const clockMs = fault.clockMs ?? timeoutOf(fault)
      const lengthsMs = [...settleMs.subarray(0, settledRuns)]
      const overrunsMs = lengthsMs.map((lengthMs, place) => {
        const startMs = startedMs[place] ?? 0
        return lengthMs - clockMs - loopDelay.between(startMs, startMs + lengthMs)
      })
      const late = quantile(overrunsMs, 0.99)
      return {
        name: fault.name,
        runs: settledRuns,
        kinds,
        p50Ms: Math.round(quantile(lengthsMs, 0.5)),
        p99Ms: Math.round(quantile(lengthsMs, 0.99)),
        complaints: [
          ...Array.from(complaints.values(), ({ text, count }) => `${count} × ${text}`),
          ...(late > GRACE_MS ? [`p99 of settling is ${Math.round(late)} ms after its clock`] : []),
        ],
      }
    },
  }
}
