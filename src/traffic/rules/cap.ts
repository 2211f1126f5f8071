import type { Rule } from '../Rule.ts'

/** At most so many attempts in flight. */
export function cap(most: number): Rule {
  let inFlight = 0
  return {
    reason: 'slot',
    opensAtMs: (nowMs) => (inFlight < most ? nowMs : Number.POSITIVE_INFINITY),
    began() {
      inFlight += 1
    },
    ended() {
      inFlight -= 1
    },
  }
}
