import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import packageJson from '../../package.json' with { type: 'json' }
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { resultsInOrder } from '../support/resultLines.ts'
import { serveSamples } from '../support/sampleApi.ts'
import { startCli } from '../support/startCli.ts'

const [, script = ''] = /^node (\S+)$/.exec(packageJson.scripts.start) ?? []
const program = fileURLToPath(new URL(`../../${script}`, import.meta.url))

describe('npm start', () => {
  useRealSockets()
  const closing = closeAfterEach()

  it('runs the demo without arguments, whatever its standard input', async () => {
    const { child, ended } = closing(startCli([], {}, { program }))
    child.stdin.end('https://a.example/\n')
    const { code, stdout } = await ended
    expect(code).to.equal(0)
    expect(JSON.parse(stdout)).to.have.property('body').with.length(7)
  })

  it('is the command line with arguments', async () => {
    const { origin } = closing(await serveSamples())
    const { child, ended } = closing(startCli(['--input', '-'], {}, { program }))
    child.stdin.end(`${origin}/a\n`)
    const { code, stdout } = await ended
    expect(code).to.equal(0)
    expect(resultsInOrder(stdout).map(({ url }) => url)).to.deep.equal([`${origin}/a`])
  })
})
