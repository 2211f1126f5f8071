import { iteratorResult } from './iteratorResult.ts'
import { failSource, type RequestSource, type SourceState } from './RequestSource.ts'

/** Pulls synchronously, so that a synchronous source is admitted without a turn of the event loop. */
export function fromIterable<T>(requests: Iterable<T>): RequestSource<T> {
  const iterator = requests[Symbol.iterator]()
  const state: SourceState = { done: false, failure: undefined }
  let pulling = false
  let left = false

  const leave = (): void => {
    try {
      iterator.return?.()
    } catch {
      // the batch is over: nobody is left to be told
    }
  }

  return {
    get done() {
      return state.done
    },
    get failure() {
      return state.failure
    },
    pull() {
      pulling = true
      try {
        const { done, value } = iteratorResult(iterator.next()) // the value is read here: it may throw too
        if (!done) return { value }
        state.done = true
        left = false
      } catch (error) {
        if (!left) failSource(state, error)
        left = false
      } finally {
        pulling = false
        if (left) leave()
      }
      return undefined
    },
    close() {
      if (state.done) return
      state.done = true
      if (pulling)
        left = true // a generator that runs cannot be ended before it yields
      else leave()
    },
  }
}
