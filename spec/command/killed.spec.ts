import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { resultLines } from '../support/resultLines.ts'
import { serveSamples } from '../support/sampleApi.ts'
import { startCli } from '../support/startCli.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { until } from '../support/until.ts'

const REQUESTS = 600
const KILLS = 4

describe('a run that is killed', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  it('goes on with --resume until each request has exactly one success', async () => {
    const { origin } = closing(await serveSamples())
    const urls = Array.from({ length: REQUESTS }, (_, index) => `${origin}/later/${index}`)
    const input = folder.write('urls.txt', urls.join('\n'))
    const results = folder.path('results.ndjson')
    writeFileSync(results, '')
    const args = ['--input', input, '--resume', results, '--concurrency', '8']
    const linesNow = (): number => readFileSync(results, 'utf8').split('\n').length

    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, ended } = closing(startCli(args))
      const before = linesNow()
      await until(
        () => 'something more is done',
        () => linesNow() > before + 20,
      )
      await setTimeout(kill * 7) // at another moment each time
      child.kill('SIGKILL')
      await ended
      if (kill % 2 === 0) writeFileSync(results, readFileSync(results).subarray(0, -9)) // a torn line
    }
    expect(linesNow()).to.be.below(REQUESTS)
    const { code, stdout } = await closing(startCli(args)).ended
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: '' })
    const done = resultLines(readFileSync(results, 'utf8'))
    expect(done.filter(({ outcome }) => outcome === 'success')).to.have.length(REQUESTS)
    expect(
      done.map(({ index, url }) => [index, url]).sort(([one], [other]) => Number(one) - Number(other)),
    ).to.deep.equal(urls.map((url, index) => [index, url]))
  })
})
