import type { SchedulerLike } from 'rxjs'
import type { Step, StepObserver } from './domain/Step.ts'
import type { BatchSettings, Prepare, RetryWhen } from './FetchOptions.ts'
import { createGroupSteps } from './groupSteps.ts'
import type { Answered } from './operators/Place.ts'
import type { Group } from './traffic/Group.ts'

/** What all requests of a running batch share. */
export type BatchContext = {
  readonly random: () => number
  readonly scheduler: SchedulerLike
  /** The time in ms of the epoch. */
  readonly wallMs: () => number
  /** The clock of all limits and waits. */
  readonly nowMs: () => number
  /** When the batch must be over, on that clock; Infinity where it need not be. */
  readonly deadlineAtMs: number
  /** An attempt has been led to another origin, which answered so. */
  readonly visit: (origin: string, answer: Answered) => void
  /** Whether results tell their attempts. */
  readonly history: boolean
  readonly prepare: Prepare | undefined
  readonly retryWhen: RetryWhen | undefined
  /** Tells whoever listens; undefined where nobody does. */
  readonly tell: ((step: Step) => void) | undefined
  /** Tells whoever listens whether a group has been closed or opened. */
  readonly lookAt: ((group: Group) => void) | undefined
}

/** Whatever goes wrong with who listens, at once or later, is not the batch's concern. */
const guarded =
  (observer: StepObserver) =>
  (step: Step): void => {
    try {
      const given: unknown = observer.next(step)
      if (isPromise(given)) given.then(undefined, () => {})
    } catch {
      // nobody is left to be told
    }
  }

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function'

/** Throws a TypeError for a verdict that is none: a Promise would be taken for yes. */
const decided =
  (retryWhen: RetryWhen): RetryWhen =>
  (error, state) => {
    const verdict: unknown = retryWhen(error, state)
    if (verdict === undefined || verdict === null) return undefined
    if (typeof verdict === 'boolean') return verdict
    if (isPromise(verdict)) verdict.then(undefined, () => {})
    const got = isPromise(verdict) ? 'a Promise' : typeof verdict
    throw new TypeError(`Invalid option retryWhen: must give true, false or undefined, got ${got}`)
  }

export function createContext(
  { random, scheduler, deadlineMs, history, prepare, retryWhen, observer }: BatchSettings,
  nowMs: () => number,
  visit: BatchContext['visit'],
): BatchContext {
  const tell = observer && guarded(observer)
  const wallMs = () => scheduler.now()
  const deadlineAtMs = nowMs() + (deadlineMs ?? Number.POSITIVE_INFINITY)
  const lookAt = tell && createGroupSteps(tell, nowMs, wallMs)
  const judge = retryWhen && decided(retryWhen)
  return { random, scheduler, wallMs, nowMs, deadlineAtMs, visit, history, prepare, retryWhen: judge, tell, lookAt }
}
