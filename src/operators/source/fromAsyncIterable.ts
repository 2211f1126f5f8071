import { iteratorResult } from './iteratorResult.ts'
import { failSource, type RequestSource, type SourceState } from './RequestSource.ts'

const isPromiseLike = <A>(value: A | PromiseLike<A>): value is PromiseLike<A> =>
  typeof (value as Partial<PromiseLike<A>> | null | undefined)?.then === 'function'

/** Keeps one `next()` outstanding; what answers at once, as `for await` lets it, is there at the pull. */
export function fromAsyncIterable<T>(requests: AsyncIterable<T>, wake: () => void): RequestSource<T> {
  type Next = IteratorResult<T, unknown>
  const iterator = requests[Symbol.asyncIterator]()
  const state: SourceState = { done: false, failure: undefined }
  let pending = false
  let arrived: { readonly value: T } | undefined

  const read = (next: Next): { readonly value: T } | undefined => {
    const { done, value } = iteratorResult(next)
    return done ? undefined : { value }
  }
  const settle = (change: () => void): void => {
    pending = false
    if (state.done) return
    change()
    wake()
  }
  const wait = (next: PromiseLike<Next>): void => {
    pending = true
    Promise.resolve(next)
      .then(read)
      .then(
        (item) =>
          settle(() => {
            if (item === undefined) state.done = true
            else arrived = item
          }),
        (error) => settle(() => failSource(state, error)),
      )
  }
  const ask = (): { readonly value: T } | undefined => {
    const next: Next | PromiseLike<Next> = iterator.next()
    if (isPromiseLike(next)) {
      wait(next)
      return undefined
    }
    const item = read(next)
    if (state.done) return undefined // it was closed meanwhile
    state.done = item === undefined
    return item
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
      if (item !== undefined || pending || state.done) return item
      try {
        return ask()
      } catch (error) {
        if (!state.done) failSource(state, error)
        return undefined
      }
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
