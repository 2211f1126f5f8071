import { iteratorResult } from './iteratorResult.ts'
import { failSource, type RequestSource, type SourceState } from './RequestSource.ts'

/** Keeps one `next()` outstanding. */
export function fromAsyncIterable<T>(requests: AsyncIterable<T>, wake: () => void): RequestSource<T> {
  const iterator = requests[Symbol.asyncIterator]()
  const state: SourceState = { done: false, failure: undefined }
  let pending = false
  let arrived: { readonly value: T } | undefined

  const settle = (change: () => void): void => {
    pending = false
    if (state.done) return
    change()
    wake()
  }
  const ask = (): void => {
    pending = true
    Promise.resolve(iterator.next())
      .then((next) => {
        const { done, value } = iteratorResult(next)
        return done ? undefined : { value }
      })
      .then(
        (next) =>
          settle(() => {
            if (next === undefined) state.done = true
            else arrived = next
          }),
        (error) => settle(() => failSource(state, error)),
      )
  }

  return {
    get done() {
      return state.done && arrived === undefined
    },
    get failure() {
      return state.failure
    },
    pull() {
      const item = arrived
      arrived = undefined
      if (item === undefined && !pending && !state.done) {
        try {
          ask()
        } catch (error) {
          failSource(state, error)
        }
      }
      return item
    },
    close() {
      if (state.done) return
      state.done = true
      try {
        Promise.resolve(iterator.return?.()).catch(() => {}) // not awaited: it hangs behind a pending next()
      } catch {
        // the batch is over: nobody is left to be told
      }
    },
  }
}
