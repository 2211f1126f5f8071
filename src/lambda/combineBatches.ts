import { definedOf } from '../domain/definedOf.ts'
import type { FetchBatch } from '../domain/FetchBatch.ts'
import { BATCH_FIELDS, type FetchPolicy, REQUEST_FIELDS } from '../domain/FetchPolicy.ts'
import type { BatchField } from '../domain/PolicyField.ts'

type Urls = FetchBatch['urls']
type Whole = Pick<FetchPolicy, keyof typeof BATCH_FIELDS>

const REQUEST_KEYS = Object.keys(REQUEST_FIELDS) as Array<keyof typeof REQUEST_FIELDS>
const BATCH_KEYS = Object.keys(BATCH_FIELDS) as Array<keyof Whole>

/** The requests of a batch, each with what the batch's policy says of it. */
const withPolicy = ({ urls, policy = {} }: FetchBatch): Urls => {
  const own = definedOf(Object.fromEntries(REQUEST_KEYS.map((field) => [field, policy[field]])))
  if (Object.keys(own).length === 0) return urls
  return urls.map((request) =>
    typeof request === 'string' ? { url: request, ...own } : { ...own, ...definedOf(request) },
  )
}

const combineField = <K extends keyof Whole>(batches: readonly FetchBatch[], field: K): Whole[K] =>
  (BATCH_FIELDS[field] as BatchField<unknown>).combine(batches.map(({ policy }) => policy?.[field])) as Whole[K]

/**
 * All requests of several batches as one batch. What a policy says of its requests goes with them; what it says of the
 * whole is combined by the rule that each field's definition carries. Whole results are asked for where all batches ask
 * for them.
 */
export function combineBatches(batches: readonly FetchBatch[]): FetchBatch {
  const policy: FetchPolicy = definedOf(
    Object.fromEntries(BATCH_KEYS.map((field) => [field, combineField(batches, field)])),
  )
  const isFull = batches.length > 0 && batches.every(({ results }) => results === 'full')
  return { urls: batches.flatMap(withPolicy), policy, ...(isFull ? { results: 'full' } : {}) }
}
