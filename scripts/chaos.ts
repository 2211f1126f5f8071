/** The fault suite at full size: `npm run chaos -- [--runs 100] [--seed 1] [--only part-of-a-name]`. */
import { parseArgs } from 'node:util'
import { FAULTS } from '../spec/support/faults/faults.ts'
import { startServerProcess } from '../spec/support/faults/server/startServerProcess.ts'
import { runStorm } from '../spec/support/faults/storm/runStorm.ts'
import type { FaultReport } from '../spec/support/faults/storm/Tally.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: '' },
  },
})
const options = {
  runs: Number(values.runs),
  seed: Number(values.seed),
  faults: FAULTS.filter(({ name }) => name.includes(values.only)),
}

const row = ({ name, runs, kinds, p50Ms, p99Ms, complaints }: FaultReport): string => {
  const seen = Object.entries(kinds).map(([kind, count]) => `${kind} ${count}`)
  const cells = [complaints.length === 0 ? 'ok  ' : 'FAIL', name.padEnd(52), `${runs}`.padStart(5), `${p50Ms}`.padStart(6), `${p99Ms}`.padStart(6)]
  return [[...cells, ` ${seen.join(', ')}`].join(' '), ...complaints.map((complaint) => `       ${complaint}`)].join('\n')
}

console.log(`${options.faults.length} faults × ${options.runs} runs, seed ${options.seed}`)
const startedMs = performance.now()
const server = await startServerProcess()
const storm = await runStorm(server, options)
await server.close()

console.log(`     ${'fault'.padEnd(52)}  runs p50 ms p99 ms  kinds`)
for (const fault of storm.faults) console.log(row(fault))
for (const { name, ok, detail } of storm.checks) console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${detail}`)

const passed = [...storm.faults.map(({ complaints }) => complaints.length === 0), ...storm.checks.map(({ ok }) => ok)]
const failures = passed.filter((ok) => !ok).length
console.log(`in ${Math.round((performance.now() - startedMs) / 1_000)} s`)
console.log(`${passed.length - failures} passed, ${failures} failed`)
process.exitCode = failures === 0 ? 0 : 1
