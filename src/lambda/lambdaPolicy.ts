import { definedOf } from '../domain/definedOf.ts'
import type { FetchBatch } from '../domain/FetchBatch.ts'
import { BATCH_FIELDS, DEFAULT_POLICY, type FetchPolicy, REQUEST_FIELDS } from '../domain/FetchPolicy.ts'
import type { Environment } from './environment.ts'
import { withOwnPatience } from './withOwnPatience.ts'

/** Sockets that all invocations of a process may use: Lambda allows 1,024 descriptors. */
const MAX_SOCKETS = 900
/** Smaller than elsewhere, since a buffered answer must stay under 6 MB. */
const MAX_BODY_BYTES = 1_048_576
/** What an event may raise these to where the environment does not say: bodies of more would use up the memory. */
const CEILINGS = {
  maxBodyBytes: 10_485_760,
  maxRedirects: 20,
  cooldown: DEFAULT_POLICY.cooldown,
  retryBudget: DEFAULT_POLICY.retryBudget,
}
/** What is kept of the remaining time to hand over the answer, whatever it is: 5 %, but from 0.5 s to 5 s. */
const RESERVE = { share: 0.05, leastMs: 500, mostMs: 5_000 }
/** What giving up a request, its place in the answer and writing it take of a full core: measured 7 µs, and some more. */
const PER_REQUEST_MS = 0.01
/** Lambda developer guide, "Configure Lambda function memory": what has one vCPU; less memory has less of it. */
const FULL_CORE_MB = 1_769

/** A field of an event that was more than is allowed, the largest value that it asked for, and what holds instead. */
export type Lowered = { readonly field: string; readonly from: unknown; readonly to: unknown }

/**
 * The time until a batch of so many requests must be over, in ms, from what is left of the invocation. Of that, never more
 * than half is kept for the answer.
 */
export const deadlineFrom = (remainingMs: number, requests: number, memoryMb = FULL_CORE_MB): number => {
  const answerMs = Math.floor((requests * PER_REQUEST_MS) / Math.min(1, memoryMb / FULL_CORE_MB))
  const reserveMs = Math.min(RESERVE.mostMs, Math.max(RESERVE.leastMs, remainingMs * RESERVE.share)) + answerMs
  return Math.max(1, Math.floor(remainingMs - Math.min(reserveMs, remainingMs / 2)))
}

type Rule = (limit: unknown, asked: unknown) => unknown

/** The fields that the environment limits, and how. */
const RULES = new Map(
  Object.entries<{ readonly environment: unknown }>({ ...BATCH_FIELDS, ...REQUEST_FIELDS }).flatMap(
    ([field, { environment }]) => (typeof environment === 'function' ? [[field, environment as Rule] as const] : []),
  ),
)

const limitsOf = (
  { policy, workers }: Environment,
  maxSockets: number,
): FetchPolicy & { readonly concurrency: number } => {
  const limits = Object.fromEntries(Object.entries(policy).filter(([field]) => RULES.has(field)))
  const sockets = Math.max(1, Math.floor(Math.min(MAX_SOCKETS, maxSockets) / workers))
  return { ...CEILINGS, ...limits, concurrency: Math.min(sockets, policy.concurrency ?? sockets) }
}

const isMore = (from: unknown, than: unknown): boolean =>
  than === undefined || (typeof from === 'number' && typeof than === 'number' && from > than)

const lower = <T extends object>(values: T, limits: FetchPolicy, lowered: Map<string, Lowered>): T => {
  let result = values
  for (const [field, limit] of Object.entries(limits)) {
    const from = (values as Record<string, unknown>)[field]
    const to = from === undefined ? from : RULES.get(field)?.(limit, from)
    if (to === from) continue
    result = { ...result, [field]: to }
    if (isMore(from, lowered.get(field)?.from)) lowered.set(field, { field, from, to })
  }
  return result
}

/** A policy whose deadline is at most this. */
const within = (deadlineMs: number, policy: FetchPolicy): FetchPolicy => ({
  ...policy,
  deadlineMs: Math.min(deadlineMs, policy.deadlineMs ?? Number.POSITIVE_INFINITY),
})

/**
 * The batch as a function runs it: the event's policy over the environment's over Lambda's defaults, with ceilings on
 * the batch and on each request, the environment's or else the built-in ones, and the deadline that the invocation leaves.
 */
export function toLambdaBatch(
  { urls, policy: asked = {} }: FetchBatch,
  environment: Environment,
  remainingMs: number | undefined,
  maxSockets = MAX_SOCKETS,
): { readonly urls: FetchBatch['urls']; readonly policy: FetchPolicy; readonly lowered: readonly Lowered[] } {
  const lowered = new Map<string, Lowered>()
  const limits = limitsOf(environment, maxSockets)
  const { concurrency, ...perRequest } = limits
  const defaults = {
    maxBodyBytes: MAX_BODY_BYTES,
    ...(concurrency < DEFAULT_POLICY.concurrency ? { concurrency } : {}), // nobody asked for more: nothing to be told
  }
  const said: FetchPolicy = lower({ ...defaults, ...environment.policy, ...definedOf(asked) }, limits, lowered)
  const policy =
    remainingMs === undefined ? said : within(deadlineFrom(remainingMs, urls.length, environment.memoryMb), said)
  const lowerOne = (request: FetchBatch['urls'][number]) =>
    typeof request === 'string' ? request : lower(request, perRequest, lowered)
  return {
    ...withOwnPatience({ urls: urls.map(lowerOne), policy }, environment.policy),
    lowered: [...lowered.values()],
  }
}
