/** Items of which the largest can be taken; each is as large as it was when it was added. */
export type MaxHeap<T> = {
  /** The size of the largest; undefined where there is none. */
  readonly largest: number | undefined
  add(item: T): void
  take(): T | undefined
}

type Sized<T> = { readonly item: T; readonly size: number }

/** A binary heap. */
export function createMaxHeap<T>(sizeOf: (item: T) => number): MaxHeap<T> {
  const heap: Sized<T>[] = []
  const sizeAt = (place: number): number => heap[place]?.size ?? Number.NEGATIVE_INFINITY
  const swap = (a: number, b: number): void => {
    const [first, second] = [heap[a], heap[b]] as [Sized<T>, Sized<T>]
    heap[a] = second
    heap[b] = first
  }
  const largerChild = (place: number): number => {
    const child = 2 * place + 1
    return sizeAt(child + 1) > sizeAt(child) ? child + 1 : child
  }

  return {
    get largest() {
      return heap[0]?.size
    },
    add(item) {
      let place = heap.push({ item, size: sizeOf(item) }) - 1
      for (;;) {
        const parent = (place - 1) >> 1
        if (place === 0 || sizeAt(parent) >= sizeAt(place)) return
        swap(place, parent)
        place = parent
      }
    },
    take() {
      const last = heap.length - 1
      if (last > 0) swap(0, last)
      const largest = heap.pop()?.item
      let place = 0
      for (;;) {
        const child = largerChild(place)
        if (sizeAt(child) <= sizeAt(place)) return largest
        swap(place, child)
        place = child
      }
    },
  }
}
