import type { GroupMemory } from '../GroupMemory.ts'
import type { Rule } from '../Rule.ts'

/**
 * A limit in flight that follows how the server fares: halved at a sign of overload, at most once for all attempts that
 * were under way together, and raised by one for each full window of clean answers (additive increase, multiplicative
 * decrease, as in RFC 5681 section 3.1).
 */
export function adaptive(memory: GroupMemory, most: number): Rule {
  let inFlight = 0
  let clean = 0
  const limit = (): number => Math.min(memory.adaptedLimit, most)

  return {
    reason: 'slot',
    opensAtMs: (nowMs) => (inFlight < limit() ? nowMs : Number.POSITIVE_INFINITY),
    began() {
      inFlight += 1
    },
    ended(_nowMs, { number, health }) {
      inFlight -= 1
      if (health === 'overloaded' && number > memory.halvedBy) {
        memory.adaptedLimit = Math.max(1, Math.floor(limit() / 2))
        memory.halvedBy = memory.begun
        clean = 0
      }
      if (health !== 'clean' || memory.adaptedLimit >= most) return
      clean += 1
      if (clean < memory.adaptedLimit) return
      memory.adaptedLimit += 1
      clean = 0
    },
  }
}
