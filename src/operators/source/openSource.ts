import { isObservable } from 'rxjs'
import { fromAsyncIterable } from './fromAsyncIterable.ts'
import { fromIterable } from './fromIterable.ts'
import { fromObservable } from './fromObservable.ts'
import type { RequestSource, Requests } from './RequestSource.ts'

/** As `for await` sees it, to which a method that is undefined or null is none. */
const isAsyncIterable = <T>(requests: Iterable<T> | AsyncIterable<T>): requests is AsyncIterable<T> =>
  ((requests as Partial<AsyncIterable<T>>)[Symbol.asyncIterator] ?? undefined) !== undefined

/** `wake` is called whenever there is something new to pull or to know. */
export function openSource<T>(requests: Requests<T>, wake: () => void): RequestSource<T> {
  if (isObservable(requests)) return fromObservable(requests, wake)
  return isAsyncIterable(requests) ? fromAsyncIterable(requests, wake) : fromIterable(requests)
}
