import { boundedMemoryScenarios } from './boundedMemory.ts'
import { cancelledScenarios } from './cancelled.ts'
import { closedScenarios } from './closed.ts'
import { freezeScenarios } from './freeze.ts'
import { interleavedScenarios } from './interleaved.ts'
import { manyOriginsScenarios } from './manyOrigins.ts'
import type { Scenario } from './Scenario.ts'
import { slowNamesScenarios } from './slowNames.ts'
import { unfinishedUploadScenarios } from './unfinishedUpload.ts'

/** What each process plays, one scenario after the other. */
export const SCENARIOS = {
  boundedMemory: boundedMemoryScenarios,
  freeze: freezeScenarios,
  manyOrigins: manyOriginsScenarios,
  stopping: [...cancelledScenarios, ...closedScenarios, ...interleavedScenarios],
  slowNames: slowNamesScenarios,
  unfinishedUpload: unfinishedUploadScenarios,
} satisfies Record<string, readonly Scenario[]>

export type ScenarioGroup = keyof typeof SCENARIOS
