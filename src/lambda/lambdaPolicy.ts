import { definedOf } from '../domain/definedOf.ts'
import type { FetchBatch } from '../domain/FetchBatch.ts'
import { DEFAULT_POLICY, type FetchPolicy } from '../domain/FetchPolicy.ts'
import type { Environment } from './environment.ts'

/** Sockets that all invocations of a process may use: Lambda allows 1,024 descriptors. */
const MAX_SOCKETS = 900
/** Smaller than elsewhere, since a buffered answer must stay under 6 MB. */
const MAX_BODY_BYTES = 1_048_576
/** What an event may raise these to where the environment does not say: bodies of more would use up the memory. */
const CEILINGS = { maxBodyBytes: 10_485_760, maxRedirects: 20 }
/** What is kept of the remaining time to hand over the answer: 5 %, but from 0.5 s to 5 s. */
const RESERVE = { share: 0.05, leastMs: 500, mostMs: 5_000 }

/** A field of an event that was more than is allowed, and the largest value that it asked for. */
export type Lowered = { readonly field: string; readonly from: number; readonly to: number }

/** The time until the batch must be over, in ms, from what is left of the invocation. */
export const deadlineFrom = (remainingMs: number): number => {
  const reserveMs = Math.min(RESERVE.mostMs, Math.max(RESERVE.leastMs, remainingMs * RESERVE.share))
  return Math.max(1, Math.floor(remainingMs - reserveMs))
}

type Ceilings = Readonly<Record<'concurrency' | keyof typeof CEILINGS, number>>

const ceilingsOf = ({ policy, workers }: Environment): Ceilings => {
  const { concurrency, maxBodyBytes, maxRedirects } = { ...CEILINGS, ...policy }
  const sockets = Math.max(1, Math.floor(MAX_SOCKETS / workers))
  return {
    concurrency: Math.min(sockets, concurrency ?? sockets),
    maxBodyBytes,
    maxRedirects,
  }
}

const lower = <T extends object>(values: T, ceilings: Partial<Ceilings>, lowered: Map<string, Lowered>): T => {
  let result = values
  for (const [field, to] of Object.entries(ceilings)) {
    const from = (values as Record<string, unknown>)[field]
    if (typeof from !== 'number' || from <= to) continue
    result = { ...result, [field]: to }
    if (from > (lowered.get(field)?.from ?? 0)) lowered.set(field, { field, from, to })
  }
  return result
}

/**
 * The batch as a function runs it: the event's policy over the environment's over Lambda's defaults, with ceilings on
 * the batch and on each request, the environment's or else the built-in ones, and the deadline that the invocation leaves.
 */
export function toLambdaBatch(
  { urls, policy: asked = {} }: FetchBatch,
  environment: Environment,
  remainingMs: number | undefined,
): { readonly urls: FetchBatch['urls']; readonly policy: FetchPolicy; readonly lowered: readonly Lowered[] } {
  const lowered = new Map<string, Lowered>()
  const ceilings = ceilingsOf(environment)
  const { concurrency, ...perRequest } = ceilings
  const defaults = {
    maxBodyBytes: MAX_BODY_BYTES,
    ...(concurrency < DEFAULT_POLICY.concurrency ? { concurrency } : {}), // nobody asked for more: nothing to be told
  }
  const policy: FetchPolicy = lower({ ...defaults, ...environment.policy, ...definedOf(asked) }, ceilings, lowered)
  if (remainingMs !== undefined)
    policy.deadlineMs = Math.min(deadlineFrom(remainingMs), policy.deadlineMs ?? Number.POSITIVE_INFINITY)
  return {
    urls: urls.map((request) => (typeof request === 'string' ? request : lower(request, perRequest, lowered))),
    policy,
    lowered: [...lowered.values()],
  }
}
