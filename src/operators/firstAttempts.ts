import type { Group } from '../traffic/Group.ts'
import { createFifo } from './fifo.ts'
import { createLanes } from './lanes.ts'
import type { LoopTurns } from './loopTurns.ts'
import type { HeldBack, Place } from './Place.ts'
import type { RequestSource } from './source/RequestSource.ts'

/** How far a source is read ahead for a group that is open. An array is in memory already, and read as far as it goes. */
const MAX_AHEAD = 65_536

/** A request at its place. */
export type Placed<T> = { readonly request: T; readonly index: number; readonly place: Place }
/** A request that never got one, or has given it back. */
export type Unplaced<T> = { readonly request: T; readonly index: number }

export type FirstAttemptsConfig<T> = {
  readonly source: RequestSource<T>
  readonly isInMemory: boolean
  /** How many requests beyond the last result that has passed may be pulled; Infinity where results come as they are there. */
  readonly window: number
  readonly turns: LoopTurns
  readonly place: (request: T) => Place
  /** Takes a place back that was never used. */
  readonly giveBack: (place: Place) => void
  /** Is told what a request waits for; undefined where nobody listens. */
  readonly heldBack: ((placed: Placed<T>, ...held: Parameters<HeldBack>) => void) | undefined
}

/** The requests of a source in their order, but for those whose groups are closed: they wait in lanes. */
export type FirstAttempts<T> = {
  /** When the next closed group opens by time; Infinity where none does. */
  readonly opensAtMs: number
  /** Whether nothing waits and nothing more will come. */
  readonly isDone: boolean
  /** The next request that may start, reading ahead as far as it takes to find one. */
  next(atMs: number): Placed<T> | undefined
  /** From now on nothing starts. */
  stop(): void
  /** After that, what has not started: first what was pulled, then what the source still has. */
  unstarted(): Unplaced<T> | undefined
  /** The results of so many requests have passed, all that come first. */
  passed(count: number): void
  reconsider(group: Group): void
  awaken(atMs: number): void
}

export function createFirstAttempts<T>(config: FirstAttemptsConfig<T>): FirstAttempts<T> {
  const { source, isInMemory, window, turns, place, giveBack, heldBack } = config
  const lanes = createLanes<Placed<T>>()
  /** What was pulled before the stop. */
  const leftBehind = createFifo<Placed<T>>()
  let stopped = false
  let pulled = 0
  let passed = 0

  const pull = (): Unplaced<T> | undefined => {
    const item = source.done ? undefined : source.pull()
    if (item === undefined) return undefined
    pulled += 1
    return { request: item.value, index: pulled - 1 }
  }

  const mayPull = (): boolean => !turns.isOver && pulled - passed < window && (isInMemory || lanes.waiting < MAX_AHEAD)

  const wait = (placed: Placed<T>, atMs: number): void => {
    const { group } = placed.place
    const reason = group.heldBackBy(atMs) ?? 'slot'
    lanes.add(group, placed)
    placed.place.held = { reason, sinceMs: atMs }
    heldBack?.(placed, reason, group.opensAtMs(atMs))
    turns.passedOver()
  }

  return {
    get opensAtMs() {
      return stopped ? Number.POSITIVE_INFINITY : lanes.opensAtMs
    },
    get isDone() {
      return source.done && lanes.waiting === 0
    },
    next(atMs) {
      const waiting = lanes.take(atMs)
      if (waiting !== undefined) return waiting
      while (mayPull()) {
        const item = pull()
        if (item === undefined) break
        const placed = { request: item.request, index: item.index, place: place(item.request) }
        if (stopped) {
          leftBehind.add(placed) // the source itself has stopped the batch
          return undefined
        }
        const { group } = placed.place
        if (!lanes.has(group) && group.opensAtMs(atMs) <= atMs) return placed
        wait(placed, atMs)
      }
      return lanes.take(atMs) // asks the groups that are new here when they open
    },
    stop() {
      stopped = true
      if (!isInMemory) source.close()
      for (const placed of [...lanes.takeAll()].sort((a, b) => a.index - b.index)) leftBehind.add(placed)
    },
    unstarted() {
      const placed = leftBehind.take()
      if (placed === undefined) return pull()
      giveBack(placed.place)
      return placed
    },
    passed(count) {
      passed = count
    },
    reconsider: (group) => lanes.reconsider(group),
    awaken: (atMs) => lanes.awaken(atMs),
  }
}
