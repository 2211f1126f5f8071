import { definedOf } from '../domain/definedOf.ts'
import type { FetchBatch } from '../domain/FetchBatch.ts'
import { type FetchPolicy, requestPolicyFields } from '../domain/FetchPolicy.ts'

type Urls = FetchBatch['urls']

const REQUEST_FIELDS = Object.keys(requestPolicyFields) as Array<keyof typeof requestPolicyFields>
const BATCH_FIELDS = ['concurrency', 'perOrigin', 'deadlineMs'] as const

/** The requests of a batch, each with what the batch's policy says of it. */
const withPolicy = ({ urls, policy = {} }: FetchBatch): Urls => {
  const own = definedOf(Object.fromEntries(REQUEST_FIELDS.map((field) => [field, policy[field]])))
  if (Object.keys(own).length === 0) return urls
  return urls.map((request) =>
    typeof request === 'string' ? { url: request, ...own } : { ...own, ...definedOf(request) },
  )
}

/**
 * All requests of several batches as one batch. What a policy says of its requests goes with them; of what it says of
 * the whole (concurrency, deadline) the least holds. Whole results are asked for where all batches ask for them.
 */
export function combineBatches(batches: readonly FetchBatch[]): FetchBatch {
  const policy: FetchPolicy = {}
  for (const field of BATCH_FIELDS) {
    const values = batches.flatMap((batch) => batch.policy?.[field] ?? [])
    if (values.length > 0) policy[field] = Math.min(...values)
  }
  const isFull = batches.length > 0 && batches.every(({ results }) => results === 'full')
  return { urls: batches.flatMap(withPolicy), policy, ...(isFull ? { results: 'full' } : {}) }
}
