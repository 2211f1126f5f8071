import { isObservable } from 'rxjs'

/** Throws a TypeError if `requests` is no source; a string is iterable, but of characters. */
export function assertRequests(requests: unknown): void {
  const isSource =
    isObservable(requests) ||
    (typeof requests === 'object' &&
      requests !== null &&
      !(requests instanceof String) &&
      (Symbol.iterator in requests || Symbol.asyncIterator in requests))
  if (!isSource)
    throw new TypeError(
      `requests must be an iterable, an async iterable or an Observable of requests, got ${
        requests === null ? 'null' : typeof requests
      }`,
    )
}
