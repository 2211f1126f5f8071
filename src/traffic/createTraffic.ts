import { GroupMemory } from './GroupMemory.ts'

/** Groups that nobody uses and of which something is still remembered: more than anyone talks to by turns. */
const MAX_IDLE = 16_384
/** Of those no more, though a server's word still speaks of the others: they are some 400 bytes each. */
const MAX_BOUND = 65_536
/** Idle groups that are looked at when one more is remembered: more than one, so that their number falls again. */
const LOOKS = 2

/**
 * What is remembered of the groups beyond a batch: what servers asked for, when attempts started, and how many retries
 * are left. Shared by any number of batches whose clocks are the same; idle groups are forgotten.
 */
export interface Traffic {
  /** The memory of a group, which stays until as many `leave` as have entered. */
  enter(key: string): GroupMemory
  /** One who has entered no longer uses it, at this time of the batch's clock, in ms. */
  leave(memory: GroupMemory, nowMs: number): void
  /** How many groups are remembered. */
  readonly size: number
}

/** Makes an empty {@link Traffic}, to be shared among batches as their option `traffic`. */
export function createTraffic(): Traffic {
  const groups = new Map<string, GroupMemory>()
  /** Those that nobody uses, longest idle first. */
  const idle = new Map<string, GroupMemory>()

  const forget = ({ key }: GroupMemory): void => {
    idle.delete(key)
    groups.delete(key)
  }

  const lookAtLongestIdle = (nowMs: number): void => {
    let looks = LOOKS
    for (const memory of idle.values()) {
      if (looks === 0 || idle.size <= MAX_IDLE) return
      looks -= 1
      idle.delete(memory.key)
      if (idle.size < MAX_BOUND && memory.isBound(nowMs)) idle.set(memory.key, memory)
      else groups.delete(memory.key)
    }
  }

  return {
    enter(key) {
      let memory = groups.get(key)
      if (memory === undefined) {
        memory = new GroupMemory(key)
        groups.set(key, memory)
      } else if (memory.users === 0) idle.delete(key)
      memory.users += 1
      return memory
    },
    /** One who has entered no longer uses it, at this time of the batch's clock, in ms. */
    leave(memory, nowMs) {
      memory.users -= 1
      if (memory.users > 0) return
      if (memory.isBlank(nowMs)) forget(memory)
      else {
        idle.set(memory.key, memory)
        lookAtLongestIdle(nowMs)
      }
    },
    get size() {
      return groups.size
    },
  }
}

/** Whether a value can serve as a {@link Traffic}. */
export const isTraffic = (value: unknown): value is Traffic => {
  const { enter, leave } = Object(value) as Partial<Traffic>
  return typeof enter === 'function' && typeof leave === 'function'
}
