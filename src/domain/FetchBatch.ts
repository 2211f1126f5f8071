import * as t from 'io-ts'
import { listOf, open } from './closed.ts'
import { documented } from './documented.ts'
import { FetchPolicy } from './FetchPolicy.ts'
import { type FetchRequest, UrlOrRequest } from './FetchRequest.ts'

/** A valid event: what to fetch, under which policy, and which form the answer takes. Other keys are left alone. */
export interface FetchBatch {
  /** What to fetch. */
  readonly urls: readonly (string | FetchRequest)[]
  /** For all requests, but where they say otherwise. Defaults by default. */
  readonly policy?: FetchPolicy
  /** What stands in the answer for each request: parsed bodies and error objects (the default), or whole results. */
  readonly results?: 'body' | 'full'
}
export const FetchBatch: t.Type<FetchBatch> = documented<FetchBatch>(
  open(
    'an object with urls',
    { urls: listOf(UrlOrRequest, 'an array of URLs or requests') },
    { policy: FetchPolicy, results: t.keyof({ body: null, full: null }, "'body' | 'full'") },
  ),
)
