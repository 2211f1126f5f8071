import { closureOpensAtMs, isClosed } from '../closure.ts'
import type { GroupMemory, ToldQuota } from '../GroupMemory.ts'
import type { Rule } from '../Rule.ts'

/**
 * What a server says that remains until it counts anew: so many attempts that begin after the one that was told, then
 * none. The answer to an attempt that began later replaces it.
 */
export function quota(memory: GroupMemory, maxRetryAfterMs: number): Rule {
  const isUsedUp = (told: ToldQuota | undefined, nowMs: number): told is ToldQuota =>
    isClosed(told, nowMs) && memory.begun - told.toldBy >= told.remaining

  return {
    reason: 'cooldown',
    opensAtMs: (nowMs) => (isUsedUp(memory.quota, nowMs) ? closureOpensAtMs(memory.quota, maxRetryAfterMs) : nowMs),
    began(nowMs, number) {
      const { quota: told } = memory
      const isOver = isClosed(told, nowMs) && number - told.toldBy > told.remaining
      if (isOver && closureOpensAtMs(told, maxRetryAfterMs) <= nowMs) told.probe = number // not one that was led here
    },
    ended(nowMs, { number, status, quota: heard, retryAfterMs }) {
      const { quota: told } = memory
      if (told?.probe === number) {
        if (status === undefined)
          told.probe = undefined // it tells nothing: another one may
        else memory.quota = undefined
      }
      if (heard?.resetMs === undefined || number < (memory.quota?.toldBy ?? 0)) return
      const isOverridden = retryAfterMs !== undefined && status !== undefined && status >= 300
      memory.quota = isOverridden
        ? undefined
        : {
            toldAtMs: nowMs,
            untilMs: nowMs + heard.resetMs,
            probe: undefined,
            remaining: heard.remaining,
            toldBy: number,
          }
    },
  }
}
