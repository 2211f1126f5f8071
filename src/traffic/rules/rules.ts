import type { GroupMemory } from '../GroupMemory.ts'
import type { Rule } from '../Rule.ts'
import type { TrafficPolicy } from '../TrafficPolicy.ts'
import { adaptive } from './adaptive.ts'
import { cap } from './cap.ts'
import { cooldown } from './cooldown.ts'
import { quota } from './quota.ts'
import { rate } from './rate.ts'

/** The rules that a policy asks for, one line each. */
export const rules = (memory: GroupMemory, policy: TrafficPolicy): readonly Rule[] => [
  ...(policy.perOrigin < policy.concurrency ? [cap(policy.perOrigin)] : []),
  ...policy.rates.map((one) => rate(memory, one)),
  ...(policy.cooldown ? [cooldown(memory, policy.maxRetryAfterMs), quota(memory, policy.maxRetryAfterMs)] : []),
  ...(policy.adaptive ? [adaptive(memory, policy.perOrigin)] : []),
]
