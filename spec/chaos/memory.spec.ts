import { expect } from 'chai'
import type { Check } from '../support/faults/storm/Check.ts'
import { judgeMemory } from '../support/faults/storm/judgeMemory.ts'
import { runStormProcess } from '../support/faults/storm/runStormProcess.ts'

const MB = 1_048_576

/** A storm of some faults in 16 batches, of which `leakBytes` of every request are kept, and what it says of memory. */
const memoryCheck = async (leakBytes: number): Promise<Check | undefined> => {
  const { checks } = await runStormProcess({ seed: 1, runs: 40, only: '^json-(with|of-n)', batchSize: 60, leakBytes })
  return checks.find(({ name }) => name.startsWith('what is reachable'))
}

describe('the judgement of memory', () => {
  const table: ReadonlyArray<[what: string, megabytes: readonly number[], ok: boolean]> = [
    ['what stays as it is', [20, 20, 20, 20, 20, 20, 20, 20], true],
    ['what is compiled in the first quarter', [12, 19, 20, 20, 20, 20, 20, 20], true],
    ['what is there at one look and gone at the next', [20, 20, 20, 20, 20, 20, 90, 20], true],
    ['what grows by little', [20, 20, 20, 20.2, 20.4, 20.6, 20.8, 20.9], true],
    ['what grows with every batch', [20, 21, 22, 23, 24, 25, 26, 27], false],
    ['what stays from the third quarter on', [20, 20, 20, 20, 22, 22, 22, 22], false],
  ]
  for (const [what, megabytes, ok] of table)
    it(`${ok ? 'lets pass' : 'finds'} ${what}`, () => {
      const bytes = megabytes.map((size) => size * MB)
      expect(judgeMemory(bytes, 1)).to.include({ ok })
    })

  it('finds a buffer of 4 KB that every request leaves behind, and nothing where none does', async function () {
    this.timeout(300_000)
    const [leaking, tidy] = await Promise.all([memoryCheck(4_096), memoryCheck(0)])
    expect(leaking).to.include({ ok: false })
    expect(tidy).to.include({ ok: true })
  })
})
