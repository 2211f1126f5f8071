import type { Scenario } from '../Scenario.ts'
import { cold } from './cold.ts'
import { growth } from './growth.ts'
import { profile } from './profile.ts'
import { THROUGHPUTS } from './throughputs.ts'
import { crowded } from './traffic/crowded.ts'
import { hedging } from './traffic/hedging.ts'
import { manyOrigins } from './traffic/manyOrigins.ts'
import { neighbours } from './traffic/neighbours.ts'
import { outage } from './traffic/outage.ts'
import { plainPath } from './traffic/plainPath.ts'
import { quota } from './traffic/quota.ts'
import { windows } from './traffic/windows.ts'

/** Every scenario of what a request costs, in the order in which `all` runs them. */
export const SCENARIOS: readonly Scenario[] = [...THROUGHPUTS, growth, cold, profile]

/** Every scenario of what a batch does to its servers, in the order in which `traffic` runs them. */
export const TRAFFIC: readonly Scenario[] = [
  windows,
  quota,
  neighbours,
  outage,
  crowded,
  hedging,
  manyOrigins,
  plainPath,
]
