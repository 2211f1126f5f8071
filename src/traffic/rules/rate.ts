import type { Rate } from '../../domain/Rate.ts'
import type { GroupMemory } from '../GroupMemory.ts'
import type { Rule } from '../Rule.ts'
import { StartLog } from '../StartLog.ts'

/** How much of a rate is used in the long run at least, however large the burst: the rest is for what the network delays. */
const SUSTAINED = 0.9

/** More than sums of fractions of a ms are off by, so that a burst is not drawn out by them. */
const ROUNDING_MS = 1e-6

/**
 * No window of `perMs` holds more than `requests` starts, and at most `burst` of them come at once. Once a burst is used
 * up the others follow evenly, and another one has to be saved for: a server that counts in windows of its own never finds
 * two bursts in one that is full.
 */
export function rate(memory: GroupMemory, { requests, perMs, burst }: Rate): Rule {
  memory.starts ??= new StartLog()
  const starts = memory.starts
  starts.reserve(requests + 1, perMs)
  const intervalMs = perMs / Math.max(requests - burst + 1, SUSTAINED * requests)
  const burstMs = (burst - 1) * intervalMs
  /** When all starts so far would be made good, one each interval; a burst runs ahead of it. */
  let madeGoodAtMs = Number.NEGATIVE_INFINITY
  let seen = Math.max(0, starts.count - requests - 1)

  /** When the window had room for a start, by its number. */
  const windowOpensAtMs = (number: number): number => (starts.at(number - requests) ?? Number.NEGATIVE_INFINITY) + perMs

  const catchUp = (): void => {
    for (; seen < starts.count; seen += 1) {
      const startedAtMs = starts.at(seen)
      if (startedAtMs === undefined) continue
      const paidFromMs = Math.max(madeGoodAtMs, startedAtMs, windowOpensAtMs(seen) + burstMs) // to be held back saves nothing
      madeGoodAtMs = Math.min(paidFromMs, startedAtMs + burstMs) + intervalMs // what others did at once is no debt
    }
  }

  return {
    reason: 'rate',
    opensAtMs() {
      catchUp()
      return Math.max(windowOpensAtMs(starts.count), madeGoodAtMs - burstMs - ROUNDING_MS)
    },
  }
}
