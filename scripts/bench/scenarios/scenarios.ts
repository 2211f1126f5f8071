import type { Scenario } from '../Scenario.ts'
import { cold } from './cold.ts'
import { growth } from './growth.ts'
import { profile } from './profile.ts'
import { THROUGHPUTS } from './throughputs.ts'

/** Every scenario, in the order in which `all` runs them. */
export const SCENARIOS: readonly Scenario[] = [...THROUGHPUTS, growth, cold, profile]
