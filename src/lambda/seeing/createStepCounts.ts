import type { Step, StepObserver } from '../../domain/Step.ts'
import type { WaitReason } from '../../domain/WaitReason.ts'

/** What attempts there were besides the first of each request, and what was waited for. */
export type StepCounts = {
  /** Attempts after the first of each request, hedges aside. */
  readonly retries: number
  /** Attempts that were sent beside others. */
  readonly hedges: number
  /** How long requests waited before attempts, by what for, in ms over all requests. */
  readonly waitedMs: Readonly<Partial<Record<WaitReason, number>>>
}

/** Counts the steps of an invocation's batches. */
export type StepCounter = {
  /** An observer for one batch, whose requests are numbered for themselves. */
  ofBatch(): StepObserver
  counts(): StepCounts
}

/** @param nowMs a monotonic clock */
export function createStepCounts(nowMs: () => number): StepCounter {
  const waitedMs: Partial<Record<WaitReason, number>> = {}
  let [retries, hedges] = [0, 0]

  const count = (step: Step): void => {
    if (step.type !== 'attempt') return
    if (step.hedge) hedges += 1
    else if (step.attempt > 1) retries += 1
  }

  return {
    ofBatch() {
      const waiting = new Map<number, { readonly reason: WaitReason; readonly sinceMs: number }>()
      return {
        next(step) {
          if (!('index' in step)) return
          const wait = waiting.get(step.index)
          if (wait !== undefined) {
            waitedMs[wait.reason] = (waitedMs[wait.reason] ?? 0) + nowMs() - wait.sinceMs
            waiting.delete(step.index)
          }
          if (step.type === 'waiting') waiting.set(step.index, { reason: step.reason, sinceMs: nowMs() })
          else count(step)
        },
      }
    },
    counts() {
      const rounded = Object.entries(waitedMs).map(([reason, ms]) => [reason, Math.round(ms)])
      return { retries, hedges, waitedMs: Object.fromEntries(rounded) }
    },
  }
}
