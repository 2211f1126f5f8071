import { groupName } from './domain/groupKey.ts'
import type { Step } from './domain/Step.ts'
import type { Group } from './traffic/Group.ts'

/**
 * Notices that a server's word has closed a group, or that one that was closed is open again; to be called whenever an
 * attempt at it begins or ends.
 */
export function createGroupSteps(
  tell: (step: Step) => void,
  nowMs: () => number,
  wallMs: () => number,
): (group: Group) => void {
  const closed = new WeakMap<Group, number>() // groups are forgotten when idle
  return (group) => {
    const untilMs = group.closedUntilMs(nowMs())
    const told = closed.get(group)
    const name = groupName(group.memory.key)
    if (untilMs === undefined) {
      if (closed.delete(group)) tell({ type: 'open', group: name })
    } else if (Number.isFinite(untilMs) && untilMs > (told ?? 0)) {
      closed.set(group, untilMs)
      tell({ type: 'closed', group: name, untilMs: Math.round(wallMs() + untilMs - nowMs()) })
    }
  }
}
