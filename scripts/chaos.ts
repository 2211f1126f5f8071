/** The fault suite at full size: `npm run chaos -- [--runs 100] [--seed 1] [--only regular-expression]`. */
import { parseArgs } from 'node:util'
import { playScenarios } from '../spec/support/faults/scenarios/playScenarios.ts'
import { SCENARIOS, type ScenarioGroup } from '../spec/support/faults/scenarios/scenarios.ts'
import { runStormProcess } from '../spec/support/faults/storm/runStormProcess.ts'
import type { FaultReport } from '../spec/support/faults/storm/Tally.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: '' },
  },
})

const startedMs = performance.now()
let passed = 0
let failed = 0

const judge = (ok: boolean, line: string): void => {
  if (ok) passed += 1
  else failed += 1
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${line}`)
}

const NAME_WIDTH = 64

const row = ({ name, runs, kinds, p50Ms, p99Ms }: FaultReport): string => {
  const seen = Object.entries(kinds).map(([kind, count]) => `${kind} ${count}`)
  const numbers = [runs, p50Ms, p99Ms].map((number) => `${number}`.padStart(7))
  return `${name.padEnd(NAME_WIDTH)}${numbers.join('')}  ${seen.join(', ')}`
}

console.log(`every fault ${values.runs} times, seed ${values.seed}`)
const storm = await runStormProcess({ seed: Number(values.seed), runs: Number(values.runs), only: values.only })

console.log(`     ${'fault'.padEnd(NAME_WIDTH)}   runs p50 ms p99 ms  kinds`)
for (const fault of storm.faults) {
  judge(fault.complaints.length === 0, row(fault))
  for (const complaint of fault.complaints) console.log(`       ${complaint}`)
}
for (const { name, ok, detail } of storm.checks) judge(ok, `${name}: ${detail}`)

if (values.only === '')
  for (const group of Object.keys(SCENARIOS) as ScenarioGroup[])
    for (const { title, error } of await playScenarios(group, true))
      judge(error === undefined, error === undefined ? title : `${title}: ${error}`)

console.log(`in ${Math.round((performance.now() - startedMs) / 1_000)} s`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
