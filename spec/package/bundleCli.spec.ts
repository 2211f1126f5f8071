import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { expect } from 'chai'
import { bundleCli } from '../../scripts/bundleCli.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { resultLines } from '../support/resultLines.ts'
import { serveSamples } from '../support/sampleApi.ts'
import { startCli } from '../support/startCli.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

describe('bundleCli', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()
  let cache = ''
  before(() => bundleCli(folder.path('cli')))
  beforeEach(() => {
    cache = folder.path(`cache-${randomUUID()}`)
  })

  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    closing(startCli(args, { NODE_COMPILE_CACHE: cache, ...env }, { program: folder.path('cli/rx-fanout.cjs') })).ended
  const kept = (): readonly string[] =>
    existsSync(cache)
      ? readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('rx-fanout-'))
      : []

  it('makes a command that keeps what was compiled once it has had work, and then goes on from it', async () => {
    const { origin } = closing(await serveSamples())
    expect(await run(['--version'])).to.include({ code: 0, stderr: '' })
    expect(kept()).to.have.length(0)
    for (const start of [1, 2]) {
      const { code, stdout } = await run(['--quiet', `${origin}/a`])
      expect({ code, results: resultLines(stdout).length }, `start ${start}`).to.deep.equal({ code: 0, results: 1 })
      expect(kept()).to.have.length(1)
    }
    const input = folder.write('urls.csv', `url\n${origin}/b\n`) // what the first start did not compile
    expect(await run(['--quiet', '--input', input])).to.include({ code: 0, stderr: '' })
    expect(await run(['--quiet', 'nonsense'])).to.include({ code: 3, stderr: '' })
  })

  it('has the parser for processors without SIMD', async () => {
    const { origin } = closing(await serveSamples())
    expect(await run(['--quiet', `${origin}/a`], { UNDICI_NO_WASM_SIMD: '1' })).to.include({ code: 0, stderr: '' })
  })

  it('makes no other files, and one of licences', () => {
    expect(readdirSync(folder.path('cli'))).to.have.members(['LICENSES.txt', 'main.cjs', 'rx-fanout.cjs'])
  })
})
