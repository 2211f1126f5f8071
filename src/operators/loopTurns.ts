import type { SchedulerLike, Subscription } from 'rxjs'

/** How much may be done in one turn of the event loop, in results: some ms of work. */
const RESULTS_PER_TURN = 512
/** To pass over a request is so much cheaper than to settle it. */
const PASSES_PER_RESULT = 16
const MAX_WORK = RESULTS_PER_TURN * PASSES_PER_RESULT

/**
 * Counts what is done in one turn of the event loop, so that timers, aborts and I/O get theirs however much there is to
 * do at once.
 */
export type LoopTurns = {
  /** Whether this turn has had its share. */
  readonly isOver: boolean
  settled(): void
  passedOver(): void
  close(): void
}

/** @param resume called at the beginning of a turn after one that was over */
export function createLoopTurns(scheduler: SchedulerLike, resume: () => void): LoopTurns {
  let work = 0
  let nextTurn: Subscription | undefined

  const begin = (): void => {
    const wasOver = work >= MAX_WORK
    nextTurn = undefined
    work = 0
    if (wasOver) resume()
  }
  const count = (more: number): void => {
    work += more
    if (work >= MAX_WORK / 2) nextTurn ??= scheduler.schedule(begin, 0)
  }

  return {
    get isOver() {
      return work >= MAX_WORK
    },
    settled: () => count(PASSES_PER_RESULT),
    passedOver: () => count(1),
    close() {
      nextTurn?.unsubscribe()
    },
  }
}
