import { createFifo, type Fifo } from './fifo.ts'

/**
 * Waiting items by origin. `take` gives fair turns: each origin with a free place once before any of them again, and
 * within an origin the order of arrival.
 */
export type Lanes<T> = {
  readonly waiting: number
  add(origin: string, item: T): void
  /** The next item whose origin has a free place, which it then occupies until `release`. */
  take(): T | undefined
  release(origin: string): void
}

type Lane<T> = { readonly items: Fifo<T>; inFlight: number; inTurn: boolean }

/** @param perOrigin how many items of one origin may be out at once */
export function createLanes<T>(perOrigin: number): Lanes<T> {
  const lanes = new Map<string, Lane<T>>()
  const turns = createFifo<Lane<T>>()
  let waiting = 0

  const takeTurn = (lane: Lane<T>): void => {
    if (lane.inTurn || lane.items.size === 0 || lane.inFlight >= perOrigin) return
    lane.inTurn = true
    turns.add(lane)
  }

  return {
    get waiting() {
      return waiting
    },
    add(origin, item) {
      let lane = lanes.get(origin)
      if (lane === undefined) {
        lane = { items: createFifo(), inFlight: 0, inTurn: false }
        lanes.set(origin, lane)
      }
      lane.items.add(item)
      waiting += 1
      takeTurn(lane)
    },
    take() {
      const lane = turns.take()
      if (lane === undefined) return undefined
      lane.inTurn = false
      lane.inFlight += 1
      waiting -= 1
      const item = lane.items.take()
      takeTurn(lane)
      return item
    },
    release(origin) {
      const lane = lanes.get(origin)
      if (lane === undefined) return
      lane.inFlight -= 1
      takeTurn(lane)
      if (lane.inFlight === 0 && lane.items.size === 0) lanes.delete(origin)
    },
  }
}
