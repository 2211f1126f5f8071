import * as t from 'io-ts'
import { listOf, open } from './closed.ts'
import { FetchPolicy } from './FetchPolicy.ts'
import { UrlOrRequest } from './FetchRequest.ts'

/** A valid event: what to fetch, under which policy, and which form the answer takes. Other keys are left alone. */
export const FetchBatch = open(
  'an object with urls',
  { urls: listOf(UrlOrRequest, 'an array of URLs or requests') },
  { policy: FetchPolicy, results: t.keyof({ body: null, full: null }, "'body' | 'full'") },
)
export type FetchBatch = t.TypeOf<typeof FetchBatch>
