import { failSource, type RequestSource, type SourceState } from './RequestSource.ts'

/** Pulls synchronously, so that a synchronous source is admitted without a turn of the event loop. */
export function fromIterable<T>(requests: Iterable<T>): RequestSource<T> {
  const iterator = requests[Symbol.iterator]()
  const state: SourceState = { done: false, failure: undefined }
  return {
    get done() {
      return state.done
    },
    get failure() {
      return state.failure
    },
    pull() {
      try {
        const next = iterator.next()
        if (!next.done) return next
        state.done = true
      } catch (error) {
        failSource(state, error)
      }
      return undefined
    },
    close() {
      if (state.done) return
      state.done = true
      try {
        iterator.return?.()
      } catch {
        // the batch is over: nobody is left to be told
      }
    },
  }
}
