import { createMaxHeap } from '../domain/maxHeap.ts'
import type { Group } from '../traffic/Group.ts'
import { createFifo, type Fifo } from './fifo.ts'

/**
 * Waiting items by group. `take` gives fair turns: each open group once before any of them again, and within a group the
 * order of arrival. A closed group costs nothing until it opens.
 */
export type Lanes<T> = {
  readonly waiting: number
  /** When the first closed group opens by time alone; Infinity where none does. */
  readonly opensAtMs: number
  /** Whether anything of the group waits. */
  has(group: Group): boolean
  add(group: Group, item: T): void
  /** The next item whose group is open. */
  take(nowMs: number): T | undefined
  /** Looks at a group again: something has happened to it. */
  reconsider(group: Group): void
  /** Lets groups have their turns that have opened by time. */
  awaken(nowMs: number): void
  /** All items that wait, in no order. They are no longer here. */
  takeAll(): readonly T[]
}

type Lane<T> = {
  readonly group: Group
  readonly items: Fifo<T>
  inTurn: boolean
  /** When it is looked at again by time. */
  wakesAtMs: number
}

export function createLanes<T>(): Lanes<T> {
  const lanes = new Map<Group, Lane<T>>()
  const turns = createFifo<Lane<T>>()
  const asleep = createMaxHeap<Lane<T>>(({ wakesAtMs }) => -wakesAtMs)
  let waiting = 0

  const takeTurn = (lane: Lane<T>): void => {
    if (lane.inTurn) return
    lane.inTurn = true
    turns.add(lane)
  }

  const sleep = (lane: Lane<T>, untilMs: number): void => {
    if (untilMs >= lane.wakesAtMs) return // it is looked at before, or only another's end can tell
    lane.wakesAtMs = untilMs
    asleep.add(lane)
  }

  const takeFrom = (lane: Lane<T>): T | undefined => {
    const item = lane.items.take()
    waiting -= 1
    if (lane.items.size === 0) lanes.delete(lane.group)
    else takeTurn(lane)
    return item
  }

  return {
    get waiting() {
      return waiting
    },
    get opensAtMs() {
      return waiting === 0 ? Number.POSITIVE_INFINITY : -(asleep.largest ?? Number.NEGATIVE_INFINITY)
    },
    has: (group) => waiting > 0 && lanes.has(group),
    add(group, item) {
      let lane = lanes.get(group)
      if (lane === undefined) {
        lane = { group, items: createFifo(), inTurn: false, wakesAtMs: Number.POSITIVE_INFINITY }
        lanes.set(group, lane)
        takeTurn(lane)
      }
      lane.items.add(item)
      waiting += 1
    },
    take(nowMs) {
      if (waiting === 0) return undefined
      for (let lane = turns.take(); lane !== undefined; lane = turns.take()) {
        lane.inTurn = false
        const opensAtMs = lane.group.opensAtMs(nowMs)
        if (opensAtMs <= nowMs) return takeFrom(lane)
        sleep(lane, opensAtMs)
      }
      return undefined
    },
    reconsider(group) {
      const lane = waiting === 0 ? undefined : lanes.get(group)
      if (lane !== undefined) takeTurn(lane)
    },
    awaken(nowMs) {
      if (waiting === 0) return
      while (-(asleep.largest ?? Number.NEGATIVE_INFINITY) <= nowMs) {
        const lane = asleep.take()
        if (lane === undefined) return
        lane.wakesAtMs = Number.POSITIVE_INFINITY
        if (lanes.get(lane.group) === lane) takeTurn(lane)
      }
    },
    takeAll() {
      const all: T[] = []
      for (const { items } of lanes.values())
        for (let item = items.take(); item !== undefined; item = items.take()) all.push(item)
      lanes.clear()
      while (turns.take() !== undefined);
      waiting = 0
      return all
    },
  }
}
