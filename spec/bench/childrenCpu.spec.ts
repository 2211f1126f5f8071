import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { childrenCpu, childrenMicros } from '../../scripts/bench/measure/childrenCpu.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

describe('childrenMicros', () => {
  it('adds the user and system time of the second line, as every shell writes them', () => {
    expect(childrenMicros('0m0.00s 0m0.01s\n1m2.50s 0m0.25s\n')).to.equal(62_750_000)
    expect(childrenMicros('0m0.001s 0m0.002s\n0m0.030s 0m0.004s\n')).to.equal(34_000)
  })
})

describe('childrenCpu', () => {
  const folder = temporaryFolder()
  const BUSY = "const { cpuUsage } = process; while (cpuUsage().user < 100_000); console.log('done')"

  it('counts all of so many processes, and leaves the output of the last', async () => {
    const output = folder.path('output')
    expect(await childrenCpu(2, output, process.execPath, '-e', BUSY)).to.be.above(180_000)
    expect(readFileSync(output, 'utf8')).to.equal('done\n')
  })

  it('rejects where one fails', async () => {
    const error = await childrenCpu(2, folder.path('output'), process.execPath, '-e', 'process.exit(3)').catch((e) => e)
    expect(error).to.be.an.instanceOf(Error).and.have.property('message').that.includes('3')
  })
})
