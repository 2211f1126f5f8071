import { lastValueFrom, map, toArray } from 'rxjs'
import type { RequestInput } from './domain/FetchRequest.ts'
import type { FetchResult } from './domain/FetchResult.ts'
import { inInputOrder } from './domain/inInputOrder.ts'
import type { FetchOptions } from './FetchOptions.ts'
import { fetchBatch } from './fetchBatch.ts'
import type { Requests } from './operators/source/RequestSource.ts'

/**
 * Fetches every request and resolves to one result for each, in the order of the input. Rejects only if `requests`
 * itself fails. Throws a TypeError for invalid options.
 */
export const collectBatch = <Body = unknown>(
  requests: Requests<RequestInput>,
  options: FetchOptions<Body> = {},
): Promise<FetchResult<Body>[]> => lastValueFrom(fetchBatch(requests, options).pipe(toArray(), map(inInputOrder)))
