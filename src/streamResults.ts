import { Subject, takeUntil } from 'rxjs'
import { eachValueFrom } from 'rxjs-for-await'
import type { RequestInput } from './domain/FetchRequest.ts'
import type { FetchResult } from './domain/FetchResult.ts'
import type { FetchOptions } from './FetchOptions.ts'
import { type Demand, runBatch } from './fetchBatch.ts'
import type { Requests } from './operators/source/RequestSource.ts'

/** A result that somebody may have to wait for being taken. */
type Settled<Body> = { readonly result: FetchResult<Body>; readonly owedTo: Demand | undefined }

/**
 * Fetches every request and yields one result for each, in the order of their completion. Starts with the first `next`.
 * The next request starts only when a result is taken, so a consumer that stops reading stops the fetching, and at most
 * `concurrency` results wait in memory, and those of requests that were being retried. Leaving the loop aborts what is in flight. Throws a TypeError for invalid options.
 */
export function streamResults<Body = unknown>(
  requests: Requests<RequestInput>,
  options: FetchOptions<Body> = {},
): AsyncIterableIterator<FetchResult<Body>> {
  const left$ = new Subject<void>()
  /** Calls of `next` that no result has answered yet; below zero, results that nobody has asked for yet. */
  let wanted = 0
  const settled$ = runBatch(requests, options, (result, demand): Settled<Body> => {
    wanted -= 1
    if (wanted >= 0) return { result, owedTo: undefined } // it is as good as taken
    demand.owe()
    return { result, owedTo: demand }
  })
  const settled = eachValueFrom(settled$.pipe(takeUntil(left$)))
  const handOver = ({
    done,
    value,
  }: IteratorResult<Settled<Body>, void>): IteratorResult<FetchResult<Body>, undefined> => {
    if (done) return { done, value: undefined }
    value.owedTo?.taken()
    return { done: false, value: value.result }
  }
  return {
    next() {
      wanted += 1
      return settled.next().then(handOver)
    },
    async return() {
      left$.next() // the generator's own return() would wait behind a pending next()
      await settled.return?.()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
