import { definedOf } from '../domain/definedOf.ts'
import type { FetchBatch } from '../domain/FetchBatch.ts'
import { DEFAULT_POLICY, type FetchPolicy } from '../domain/FetchPolicy.ts'

type Planned = { readonly urls: FetchBatch['urls']; readonly policy: FetchPolicy }

/**
 * Where an event waits for less than the function would, its requests do, but what closes a group for all stays closed for
 * as long as the function says: a shorter wait would have a server asked again before its time.
 */
export function withOwnPatience({ urls, policy }: Planned, functionSays: FetchPolicy): Planned {
  const { maxRetryAfterMs: own } = policy
  const { maxRetryAfterMs: least = DEFAULT_POLICY.maxRetryAfterMs } = functionSays
  if (own === undefined || own >= least) return { urls, policy }
  return {
    urls: urls.map((request) =>
      typeof request === 'string'
        ? { url: request, maxRetryAfterMs: own }
        : { maxRetryAfterMs: own, ...definedOf(request) },
    ),
    policy: { ...policy, maxRetryAfterMs: least },
  }
}
