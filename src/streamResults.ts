import { ignoreElements, Subject, takeUntil } from 'rxjs'
import { eachValueFrom } from 'rxjs-for-await'
import type { RequestInput } from './domain/FetchRequest.ts'
import type { FetchResult } from './domain/FetchResult.ts'
import type { FetchOptions } from './FetchOptions.ts'
import { type Demand, runBatch } from './fetchBatch.ts'
import { createHandover } from './operators/handover.ts'
import type { Requests } from './operators/source/RequestSource.ts'

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
  const handover = createHandover<FetchResult<Body>>()
  let demand: Demand | undefined
  const settled$ = runBatch(requests, options, (result, from) => {
    demand = from
    if (!handover.give(result)) demand.owe() // otherwise it is as good as taken
  })
  /** Only how it ends: a generator's turns for each result would cost as much as half of its request. */
  const ended = eachValueFrom(settled$.pipe(ignoreElements(), takeUntil(left$)))
  let begun = false
  const begin = (): void => {
    begun = true
    ended.next().then(
      () => handover.end(),
      (error) => handover.end({ error }),
    )
  }
  return {
    next() {
      const isOwed = handover.waiting > 0
      const result = handover.take()
      if (isOwed) demand?.taken()
      if (!begun) begin()
      return result
    },
    async return() {
      handover.leave()
      left$.next() // the generator's own return() would wait behind its pending next()
      await ended.return?.()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
