import type { ScenarioResult } from './report/Results.ts'
import { runRounds } from './runRounds.ts'
import type { Round, Scenario, Size } from './Scenario.ts'
import { say } from './say.ts'
import { describeMachine, describeVersions } from './surroundings.ts'

/** Runs one scenario from its preparations to its figures. */
export const runScenario = async (
  scenario: Scenario,
  size: Size,
  isWanted: (name: string) => boolean,
  against?: string,
): Promise<ScenarioResult> => {
  say(`${scenario.name}: ${scenario.title}`)
  const { groups, about, close } = await scenario.open(size, isWanted, against)
  try {
    const rounds: Round[] = []
    for (const group of groups) rounds.push(...(await runRounds(group, size.rounds)))
    return {
      date: new Date().toISOString(),
      command: ['npm run bench', ...process.argv.slice(2)].join(' ').replace('bench ', 'bench -- '),
      machine: describeMachine(),
      versions: describeVersions(),
      about,
      size,
      rounds,
    }
  } finally {
    await close()
  }
}
