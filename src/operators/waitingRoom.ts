import { createMaxHeap } from '../domain/maxHeap.ts'
import type { Group } from '../traffic/Group.ts'
import { createLanes } from './lanes.ts'
import type { Wait } from './Place.ts'

/** How many may wait without a slot. Beyond that a request keeps its slot, so that a batch holds no more than it can. */
export const MAX_WAITING = 1_024

/** Requests that wait for their next attempt: first for their own time, then in lanes for their group. */
export type WaitingRoom = {
  /** Whether nobody is in it, which is so most of the time. */
  readonly isEmpty: boolean
  /** When the next of them has to be looked at; Infinity where only the end of another attempt can tell. */
  readonly opensAtMs: number
  add(wait: Wait): void
  /** It has left by itself. */
  forget(wait: Wait): void
  /** The next one that may start and has kept its slot. */
  takeWithSlot(nowMs: number): Wait | undefined
  /** The next one that may start once it has a slot. */
  take(nowMs: number): Wait | undefined
  reconsider(group: Group): void
  /** Looks at what has become due. */
  awaken(nowMs: number): void
}

/** @param hasFreeSlot whether one could start at once */
export function createWaitingRoom(hasFreeSlot: () => boolean): WaitingRoom {
  const notYetDue = createMaxHeap<Wait>(({ fromMs }) => -fromMs)
  const withoutSlot = createLanes<Wait>()
  const withSlot = createLanes<Wait>()
  /** Those without a slot. */
  const waiting = new Set<Wait>()
  /** All that were added and not yet taken or passed over. */
  let present = 0

  const enqueue = (wait: Wait, nowMs: number): void => {
    const { group, hasSlot } = wait.place
    const reason = group.heldBackBy(nowMs)
    if (reason !== undefined) wait.heldBack(reason, group.opensAtMs(nowMs))
    else if (!hasSlot && !hasFreeSlot()) wait.heldBack('slot', undefined)
    const lanes = hasSlot ? withSlot : withoutSlot
    lanes.add(group, wait)
  }

  /** Passes over those that have left. */
  const takeFrom = (lanes: typeof withSlot, nowMs: number): Wait | undefined => {
    let wait = lanes.take(nowMs)
    while (wait?.subscriber.closed) {
      present -= 1
      wait = lanes.take(nowMs)
    }
    if (wait === undefined) return undefined
    present -= 1
    waiting.delete(wait)
    return wait
  }

  return {
    get isEmpty() {
      return present === 0
    },
    get opensAtMs() {
      return Math.min(-(notYetDue.largest ?? Number.NEGATIVE_INFINITY), withoutSlot.opensAtMs, withSlot.opensAtMs)
    },
    add(wait) {
      if (wait.place.hasSlot && waiting.size < MAX_WAITING) {
        waiting.add(wait)
        wait.place.hasSlot = false
      }
      notYetDue.add(wait)
      present += 1
    },
    forget: (wait) => void waiting.delete(wait),
    takeWithSlot: (nowMs) => takeFrom(withSlot, nowMs),
    take: (nowMs) => takeFrom(withoutSlot, nowMs),
    reconsider(group) {
      withoutSlot.reconsider(group)
      withSlot.reconsider(group)
    },
    awaken(nowMs) {
      while (-(notYetDue.largest ?? Number.NEGATIVE_INFINITY) <= nowMs) {
        const wait = notYetDue.take()
        if (wait === undefined) continue
        if (wait.subscriber.closed) present -= 1
        else enqueue(wait, nowMs)
      }
      withoutSlot.awaken(nowMs)
      withSlot.awaken(nowMs)
    },
  }
}
