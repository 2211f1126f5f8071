/** A source that tells how it was treated. */
export type WatchedSource<T> = {
  readonly requests: T
  /** How many items were asked for, the end included. */
  readonly pulls: number
  /** How often `return()` was called. */
  readonly returns: number
}

/** An iterable over `items`, which may be endless. */
export function watchedIterable<T>(items: Iterable<T>): WatchedSource<Iterable<T>> {
  let pulls = 0
  let returns = 0
  return {
    requests: {
      [Symbol.iterator]() {
        const iterator = items[Symbol.iterator]()
        return {
          next() {
            pulls += 1
            return iterator.next()
          },
          return() {
            returns += 1
            return { done: true, value: undefined }
          },
        }
      },
    },
    get pulls() {
      return pulls
    },
    get returns() {
      return returns
    },
  }
}

export type AsyncWatchedSource<T> = WatchedSource<AsyncIterable<T>> & {
  /** The most calls of `next()` that were ever unanswered at once. */
  readonly mostOutstanding: number
}

/** An async iterable over `items`, whose `return()` rejects, as that of a broken connection would. */
export function watchedAsyncIterable<T>(items: Iterable<T>): AsyncWatchedSource<T> {
  let pulls = 0
  let returns = 0
  let outstanding = 0
  let mostOutstanding = 0
  return {
    requests: {
      [Symbol.asyncIterator]() {
        const iterator = items[Symbol.iterator]()
        return {
          async next() {
            pulls += 1
            outstanding += 1
            mostOutstanding = Math.max(mostOutstanding, outstanding)
            await Promise.resolve()
            outstanding -= 1
            return iterator.next()
          },
          return() {
            returns += 1
            return Promise.reject(new Error('the source cannot be closed'))
          },
        }
      },
    },
    get pulls() {
      return pulls
    },
    get returns() {
      return returns
    },
    get mostOutstanding() {
      return mostOutstanding
    },
  }
}

/** 0, 1, 2, … without end. */
export function* naturals(): Generator<number> {
  for (let number = 0; ; number += 1) yield number
}

/** `count` items made from their places. */
export function* times<T>(count: number, item: (place: number) => T): Generator<T> {
  for (let place = 0; place < count; place += 1) yield item(place)
}

/** Lets every promise that can settle now settle. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
