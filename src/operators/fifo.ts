/** How many taken places are kept before the queue is compacted. */
const COMPACT_AT = 1_024

/** A queue whose `take` does not move what waits behind: `Array.shift` copies, which is quadratic for a long queue. */
export type Fifo<T> = { readonly size: number; add(item: T): void; take(): T | undefined }

export function createFifo<T>(): Fifo<T> {
  let items: Array<T | undefined> = []
  let head = 0
  return {
    get size() {
      return items.length - head
    },
    add(item) {
      items.push(item)
    },
    take() {
      if (head === items.length) return undefined
      const item = items[head]
      items[head] = undefined
      head += 1
      if (head >= COMPACT_AT && head * 2 >= items.length) {
        items = items.slice(head)
        head = 0
      }
      return item
    },
  }
}
