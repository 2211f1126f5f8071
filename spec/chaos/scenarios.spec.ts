import { expect } from 'chai'
import { playScenarios } from '../support/faults/scenarios/playScenarios.ts'
import type { Played, Scenario } from '../support/faults/scenarios/Scenario.ts'
import { SCENARIOS, type ScenarioGroup } from '../support/faults/scenarios/scenarios.ts'

const groups = Object.keys(SCENARIOS) as ScenarioGroup[]

describe('a batch', () => {
  const played = new Map<string, Played>()

  before(async function () {
    this.timeout(600_000)
    for (const one of (await Promise.all(groups.map((group) => playScenarios(group, false)))).flat())
      played.set(one.title, one)
  })

  for (const { title, long } of groups.flatMap((group): readonly Scenario[] => SCENARIOS[group]))
    if (!long) it(title, () => expect(played.get(title)).to.deep.equal({ title }))
})
