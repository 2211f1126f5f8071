import type { Step, StepObserver } from '../../domain/Step.ts'
import { durationText } from '../output/quantities.ts'

/** What the steps of all requests say that their results do not. */
export type Watch = StepObserver & {
  readonly hedges: number
  /** Requests of which an attempt is sent and not over: what waits for its turn or for a retry is none of them. */
  readonly inFlight: number
  /** What is waited for, and until when: of the groups that servers have closed, the one that opens last. */
  waits(): string | undefined
}

const pad = (part: number): string => String(part).padStart(2, '0')

const clockText = (atMs: number): string => {
  const at = new Date(atMs)
  return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`
}

/** A group is an origin here, whose scheme says nothing. */
const shortName = (group: string): string => group.replace(/^https?:\/\//, '')

/** Watches steps, and keeps what the progress and the summary tell of them. */
export function watchSteps(now: () => number = Date.now): Watch {
  let hedges = 0
  const inFlight = new Set<number>()
  const closed = new Map<string, number>()
  return {
    next(step: Step) {
      if (step.type === 'attempt') {
        if (step.hedge) hedges += 1
        inFlight.add(step.index)
      } else if (step.type === 'retry' || step.type === 'result') inFlight.delete(step.index)
      else if (step.type === 'closed') closed.set(step.group, step.untilMs)
      else if (step.type === 'open') closed.delete(step.group)
    },
    get inFlight() {
      return inFlight.size
    },
    get hedges() {
      return hedges
    },
    waits() {
      let last: readonly [group: string, untilMs: number] | undefined
      for (const [group, untilMs] of closed)
        if (untilMs <= now()) closed.delete(group)
        else if (last === undefined || untilMs > last[1]) last = [group, untilMs]
      if (last === undefined) return undefined
      const [group, untilMs] = last
      const others = closed.size === 1 ? '' : ` and ${closed.size - 1} more`
      const until = Number.isFinite(untilMs) ? ` until ${clockText(untilMs)} (${durationText(untilMs - now())})` : ''
      return `waiting for ${shortName(group)}${others}${until}`
    },
  }
}
