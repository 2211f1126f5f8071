import { isObservable, type Observable } from 'rxjs'
import { createFifo } from './fifo.ts'

/** Where requests may come from. An Observable cannot be paused: what it emits ahead of demand waits in memory. */
export type Requests<T> = Iterable<T> | AsyncIterable<T> | Observable<T>

/** Requests on demand. `pull` gives the next one, or undefined while there is none; `done` says that none will come. */
export type RequestSource<T> = {
  pull(): { readonly value: T } | undefined
  readonly done: boolean
  /** What the source failed with, once it is done. */
  readonly failure: { readonly error: unknown } | undefined
  /** Ends the source; what it already gave stays valid. */
  close(): void
}

type State = { done: boolean; failure: { readonly error: unknown } | undefined }

const fail = (state: State, error: unknown): void => {
  state.done = true
  state.failure = { error }
}

/** Throws a TypeError if `requests` is no source; a string is iterable, but of characters. */
export function assertRequests(requests: unknown): void {
  const isSource =
    isObservable(requests) ||
    (typeof requests === 'object' &&
      requests !== null &&
      (Symbol.iterator in requests || Symbol.asyncIterator in requests))
  if (!isSource)
    throw new TypeError(
      `requests must be an iterable, an async iterable or an Observable of requests, got ${
        requests === null ? 'null' : typeof requests
      }`,
    )
}

/** `wake` is called whenever there is something new to pull or to know. */
export function openSource<T>(requests: Requests<T>, wake: () => void): RequestSource<T> {
  if (isObservable(requests)) return fromObservable(requests, wake)
  if (Symbol.asyncIterator in requests) return fromAsyncIterable(requests, wake)
  return fromIterable(requests)
}

/** Pulls synchronously, so that a synchronous source is admitted without a turn of the event loop. */
function fromIterable<T>(requests: Iterable<T>): RequestSource<T> {
  const iterator = requests[Symbol.iterator]()
  const state: State = { done: false, failure: undefined }
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
        fail(state, error)
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

/** Keeps one `next()` outstanding. */
function fromAsyncIterable<T>(requests: AsyncIterable<T>, wake: () => void): RequestSource<T> {
  const iterator = requests[Symbol.asyncIterator]()
  const state: State = { done: false, failure: undefined }
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
      .then(({ done, value }) => (done ? undefined : { value }))
      .then(
        (next) =>
          settle(() => {
            if (next === undefined) state.done = true
            else arrived = next
          }),
        (error) => settle(() => fail(state, error)),
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
          fail(state, error)
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

/** Subscribes at once. */
function fromObservable<T>(requests$: Observable<T>, wake: () => void): RequestSource<T> {
  const arrived = createFifo<{ readonly value: T }>()
  const state: State = { done: false, failure: undefined }
  const subscription = requests$.subscribe({
    next: (value) => {
      arrived.add({ value })
      wake()
    },
    error: (error) => {
      fail(state, error)
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
