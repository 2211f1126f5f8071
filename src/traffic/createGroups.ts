import type { Traffic } from './createTraffic.ts'
import { Group } from './Group.ts'
import type { GroupMemory } from './GroupMemory.ts'
import type { TrafficPolicy } from './TrafficPolicy.ts'

/** Groups of a batch that have nothing under way and are kept, since the next request is likely to be for one of them. */
const MAX_IDLE = 256

/** The groups of one batch. */
export type Groups = {
  /** The group with this key, which stays until it is left as often as it was entered. */
  enter(key: string): Group
  leave(group: Group): void
  /** Calls `onNews` when a group may have opened by what another batch was told. */
  watch(onNews: (group: Group) => void): void
  /** Lets go of all. */
  close(): void
}

/** @param nowMs is read only where a group is let go */
export function createGroups(traffic: Traffic, policy: TrafficPolicy, nowMs: () => number): Groups {
  const groups = new Map<string, Group>()
  /** Those that have nothing under way, longest idle first. */
  const idle = new Set<Group>()
  let last: Group | undefined
  let tell: (group: Group) => void = () => {}

  const watcher = ({ key }: GroupMemory, sentBy: object): void => {
    const group = groups.get(key)
    if (group !== undefined && group !== sentBy) tell(group)
  }

  const letGo = (group: Group): void => {
    idle.delete(group)
    groups.delete(group.memory.key)
    if (last === group) last = undefined
    const { watchers } = group.memory
    watchers.splice(watchers.indexOf(watcher), 1)
    traffic.leave(group.memory, nowMs())
  }

  const find = (key: string): Group => {
    if (last?.memory.key === key) return last
    let group = groups.get(key)
    if (group === undefined) {
      group = new Group(traffic.enter(key), policy)
      group.memory.watchers.push(watcher)
      groups.set(key, group)
    }
    last = group
    return group
  }

  return {
    enter(key) {
      const group = find(key)
      if (group.inUse === 0) idle.delete(group)
      group.inUse += 1
      return group
    },
    leave(group) {
      group.inUse -= 1
      if (group.inUse > 0) return
      idle.add(group)
      if (idle.size <= MAX_IDLE) return
      const [longest] = idle
      if (longest !== undefined) letGo(longest)
    },
    watch(onNews) {
      tell = onNews
    },
    close() {
      for (const group of [...groups.values()]) letGo(group)
    },
  }
}
