/** Items of which the largest can be taken. */
export type MaxHeap<T> = { add(item: T): void; take(): T | undefined }

/** A binary heap; the size of an item may change only while it is not in the heap. */
export function createMaxHeap<T>(sizeOf: (item: T) => number): MaxHeap<T> {
  const heap: T[] = []
  const sizeAt = (place: number): number => {
    const item = heap[place]
    return item === undefined ? -1 : sizeOf(item)
  }
  const swap = (a: number, b: number): void => {
    const [first, second] = [heap[a], heap[b]] as [T, T]
    heap[a] = second
    heap[b] = first
  }
  const largerChild = (place: number): number => {
    const child = 2 * place + 1
    return sizeAt(child + 1) > sizeAt(child) ? child + 1 : child
  }

  return {
    add(item) {
      let place = heap.push(item) - 1
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
      const largest = heap.pop()
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
