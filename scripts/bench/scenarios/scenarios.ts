import type { Scenario } from '../Scenario.ts'
import { commandCurl } from './command/commandCurl.ts'
import { commandStart } from './command/commandStart.ts'
import { allocation } from './fresh/allocation.ts'
import { COLDS } from './fresh/cold.ts'
import { dropped } from './fresh/dropped.ts'
import { steady } from './fresh/steady.ts'
import { growth } from './growth.ts'
import { profile } from './profile.ts'
import { start } from './start.ts'
import { small, THROUGHPUTS } from './throughputs.ts'
import { crowded } from './traffic/crowded.ts'
import { hedging } from './traffic/hedging.ts'
import { manyOrigins } from './traffic/manyOrigins.ts'
import { neighbours } from './traffic/neighbours.ts'
import { outage } from './traffic/outage.ts'
import { plainPath } from './traffic/plainPath.ts'
import { quota } from './traffic/quota.ts'
import { windows } from './traffic/windows.ts'

/** Those whose processes are fresh, as those of most users are. */
const FRESH: readonly Scenario[] = [steady, ...COLDS, dropped, allocation]

/** What the command costs as a whole. */
const COMMANDS: readonly Scenario[] = [commandStart, commandCurl]

/** Every scenario of what a request costs, in the order in which `all` runs them. */
export const SCENARIOS: readonly Scenario[] = [...FRESH, ...THROUGHPUTS, growth, start, ...COMMANDS, profile]

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

/** What tells how the life of a process bears on what a request costs it. */
export const LIVES: Readonly<Record<string, Scenario>> = {
  'fresh processes': steady,
  'long-lived processes': small,
}

/** Scenarios that go by one name. */
export const FAMILIES: Readonly<Record<string, readonly Scenario[]>> = {
  cold: COLDS,
  command: COMMANDS,
  traffic: TRAFFIC,
}
