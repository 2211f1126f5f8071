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

/** Judges the results of one fault as they come, keeping only numbers. */
export type Tally = { readonly add: (settled: Settled) => void; readonly report: () => FaultReport }

export function createTally(fault: Fault, loopDelay: LoopDelay): Tally {
  const kinds: Record<string, number> = {}
  const settleMs: number[] = []
  const times: Array<{ readonly startMs: number; readonly endMs: number; readonly clockMs: number }> = []
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
      settleMs.push(settled.settleMs)
      times.push({
        startMs: settled.startedMs,
        endMs: settled.startedMs + settled.settleMs,
        clockMs: fault.clockMs ?? timeoutOf(run),
      })
      const complaint = judge(run, url, index, result)
      const where = `${run.keepAlive ? 'keep-alive' : 'close'}, variant ${run.variant}`
      if (complaint !== undefined) complain(`${kind} ${run.keepAlive}`, `${where}: ${complaint}`)
    },
    report: () => {
      const overrunsMs = times.map(
        ({ startMs, endMs, clockMs }) => endMs - startMs - clockMs - loopDelay.between(startMs, endMs),
      )
      const late = quantile(overrunsMs, 0.99)
      return {
        name: fault.name,
        runs: settleMs.length,
        kinds,
        p50Ms: Math.round(quantile(settleMs, 0.5)),
        p99Ms: Math.round(quantile(settleMs, 0.99)),
        complaints: [
          ...Array.from(complaints.values(), ({ text, count }) => `${count} × ${text}`),
          ...(late > GRACE_MS ? [`p99 of settling is ${Math.round(late)} ms after its clock`] : []),
        ],
      }
    },
  }
}
