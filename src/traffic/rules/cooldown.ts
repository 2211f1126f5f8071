import { closureOpensAtMs, isClosed } from '../closure.ts'
import type { GroupMemory } from '../GroupMemory.ts'
import type { AttemptEnd, Rule } from '../Rule.ts'

/** One or two answers of 503 speak of a request, a row of them of the server. */
const UNAVAILABLE_IN_A_ROW = 3

/** Whether the answer's `Retry-After` is meant for all that is sent there. */
const speaksForAll = ({ unavailable }: GroupMemory, { status, quota }: AttemptEnd): boolean =>
  status === 429 ||
  (status === 403 && quota?.remaining === 0) ||
  (status === 503 && unavailable >= UNAVAILABLE_IN_A_ROW)

/** A server's `Retry-After` closes its group for all: until then, and forward only, but for what a probe is told. */
export function cooldown(memory: GroupMemory, maxRetryAfterMs: number): Rule {
  return {
    reason: 'cooldown',
    opensAtMs: (nowMs) =>
      isClosed(memory.cooldown, nowMs) ? closureOpensAtMs(memory.cooldown, maxRetryAfterMs) : nowMs,
    began(nowMs, number) {
      const { cooldown: told } = memory
      if (isClosed(told, nowMs) && closureOpensAtMs(told, maxRetryAfterMs) <= nowMs) told.probe = number // not one that was led here
    },
    ended(nowMs, end) {
      const { cooldown: told } = memory
      const isProbe = told?.probe === end.number
      if (end.status !== undefined) memory.unavailable = end.status === 503 ? memory.unavailable + 1 : 0
      if (isProbe && end.status === undefined)
        told.probe = undefined // it tells nothing: another one may
      else if (isProbe) memory.cooldown = undefined
      if (end.retryAfterMs === undefined || !speaksForAll(memory, end)) return
      const untilMs = nowMs + end.retryAfterMs
      if (untilMs > (memory.cooldown?.untilMs ?? nowMs))
        memory.cooldown = { toldAtMs: nowMs, untilMs, probe: undefined }
    },
  }
}
