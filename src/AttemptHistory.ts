import type { AttemptRecord, Wait } from './domain/AttemptRecord.ts'
import type { WaitReason } from './domain/WaitReason.ts'
import type { TrackedAttempt } from './TrackedAttempt.ts'

/** An attempt and what was waited for before it. */
type Told = { readonly attempt: TrackedAttempt; readonly waits: readonly Wait[] }

/** All attempts at a request, and what it waited for before each: made where its result is to tell them. */
export class AttemptHistory {
  readonly #told: Told[] = []
  #waits: Wait[] = []
  /** The same of the hedge that is to come. */
  #waitsBeside: Wait[] = []

  /** The request has waited so long before its next attempt, or before one beside it. */
  waited(reason: WaitReason, ms: number, isBeside: boolean): void {
    if (ms <= 0) return
    const waits = isBeside ? this.#waitsBeside : this.#waits
    waits.push({ reason, ms: Math.round(ms) })
  }

  began(attempt: TrackedAttempt): void {
    this.#told.push({ attempt, waits: attempt.isHedge ? this.#waitsBeside : this.#waits })
    if (!attempt.isHedge) this.#waits = []
    this.#waitsBeside = []
  }

  /**
   * The request is over, and so is what is still under way.
   * @param startedAtMs when it started, in ms of the epoch, and on the clock of the limits
   */
  records(startedAtMs: number, beganAtMs: number): readonly AttemptRecord[] {
    return this.#told.map(({ attempt, waits }) => {
      attempt.lost()
      return attempt.record(startedAtMs, beganAtMs, waits)
    })
  }
}
