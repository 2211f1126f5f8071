import type { Observable } from 'rxjs'
import { createFifo } from '../fifo.ts'
import { failSource, type RequestSource, type SourceState } from './RequestSource.ts'

/** Subscribes at once. */
export function fromObservable<T>(requests$: Observable<T>, wake: () => void): RequestSource<T> {
  const arrived = createFifo<{ readonly value: T }>()
  const state: SourceState = { done: false, failure: undefined }
  const subscription = requests$.subscribe({
    next: (value) => {
      arrived.add({ value })
      wake()
    },
    error: (error) => {
      failSource(state, error)
      wake()
    },
    complete: () => {
      state.done = true
      wake()
    },
  })
  return {
    get done() {
      return state.done && arrived.size === 0
    },
    get failure() {
      return state.failure
    },
    pull: () => arrived.take(),
    close() {
      state.done = true
      subscription.unsubscribe()
    },
  }
}
