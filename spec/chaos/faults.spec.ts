import { expect } from 'chai'
import { FAULTS } from '../support/faults/faults.ts'
import type { StormReport } from '../support/faults/storm/runStorm.ts'
import { runStormProcess } from '../support/faults/storm/runStormProcess.ts'
import { HEALTHY } from '../support/faults/table/healthy.ts'

const SEED = Number(process.env.CHAOS_SEED ?? 1)
/** Once on connections that are kept alive and once on others; the long form is `npm run chaos`. */
const RUNS = 2

describe(`a storm of every fault, seed ${SEED}`, () => {
  let report: StormReport

  before(async function () {
    this.timeout(600_000)
    report = await runStormProcess({ seed: SEED, runs: RUNS })
  })

  for (const { name } of [...FAULTS, ...HEALTHY])
    it(`ends ${name} as it should`, () => {
      const fault = report.faults.find((one) => one.name === name)
      expect(fault?.complaints).to.deep.equal([])
    })

  it('holds what every storm must', () => {
    expect(report.checks.filter(({ ok }) => !ok)).to.deep.equal([])
  })

  it('has at least 100 faults, no two of one name', () => {
    expect(FAULTS.length).to.be.at.least(100)
    expect(new Set(FAULTS.map(({ name }) => name)).size).to.equal(FAULTS.length)
  })
})
