import { isObservable } from 'rxjs'
import { fromAsyncIterable } from './fromAsyncIterable.ts'
import { fromIterable } from './fromIterable.ts'
import { fromObservable } from './fromObservable.ts'
import type { RequestSource, Requests } from './RequestSource.ts'

/** `wake` is called whenever there is something new to pull or to know. */
export function openSource<T>(requests: Requests<T>, wake: () => void): RequestSource<T> {
  if (isObservable(requests)) return fromObservable(requests, wake)
  if (Symbol.asyncIterator in requests) return fromAsyncIterable(requests, wake)
  return fromIterable(requests)
}
