import type { Rate } from '../../domain/Rate.ts'
import type { GroupMemory } from '../GroupMemory.ts'
import type { Rule } from '../Rule.ts'
import { StartLog } from '../StartLog.ts'

/**
 * No window of `perMs` holds more than `requests` starts, and at most `burst` of them come at once: once a burst is used
 * up the others follow evenly, so slowly that with it they fill no window beyond what it may hold.
 */
export function rate(memory: GroupMemory, { requests, perMs, burst }: Rate): Rule {
  memory.starts ??= new StartLog()
  const starts = memory.starts
  starts.reserve(requests, perMs)
  const intervalMs = perMs / (requests - burst + 1)
  /** When all starts so far would be made good, one each interval. */
  let madeGoodAtMs = Number.NEGATIVE_INFINITY
  let seen = 0

  const catchUp = (): void => {
    for (; seen < starts.count; seen += 1) {
      const startedAtMs = starts.at(seen)
      if (startedAtMs !== undefined) madeGoodAtMs = Math.max(madeGoodAtMs, startedAtMs) + intervalMs
    }
  }

  return {
    reason: 'rate',
    opensAtMs() {
      catchUp()
      const windowOpensAtMs = (starts.at(starts.count - requests) ?? Number.NEGATIVE_INFINITY) + perMs
      return Math.max(windowOpensAtMs, madeGoodAtMs - (burst - 1) * intervalMs)
    },
  }
}
