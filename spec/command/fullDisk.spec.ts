import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { resultLines } from '../support/resultLines.ts'
import { serve } from '../support/serve.ts'
import { startCli } from '../support/startCli.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const REQUESTS = 40
const BODY = JSON.stringify('x'.repeat(1_000))
/** Blocks of 512 bytes: no file takes more than a few results. A full disk ends writing in the same way. */
const LIMIT = 16

describe('the command where no more can be written', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  const start = async (body = BODY) => {
    const { origin } = closing(
      await serve((_, response) => {
        response.setHeader('content-type', 'application/json').end(body)
      }),
    )
    const urls = Array.from({ length: REQUESTS }, (_, index) => `${origin}/${index}`)
    return folder.write('urls.txt', urls.join('\n'))
  }
  const run = (args: readonly string[], stdout = '', most?: number) =>
    closing(startCli(['--quiet', ...args], {}, { stdout, ...(most === undefined ? {} : { mostBlocks: most }) })).ended
  const linesIn = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1

  it('ends with 5 where that is a file for standard output', async () => {
    const input = await start()
    const results = folder.path('results.ndjson')
    const { code, stderr } = await run(['--input', input], results, LIMIT)
    expect({ code, stderr }).to.deep.equal({
      code: 5,
      stderr: 'rx-fanout: cannot write standard output: file too large\n',
    })
    expect(linesIn(results)).to.be.within(1, REQUESTS - 1)
  })

  it('ends with 5 where that is the file of --resume, and goes on when there is room again', async () => {
    const input = await start()
    const results = folder.path('resumed.ndjson')
    const args = ['--input', input, '--resume', results]
    for (const _ of [1, 2]) {
      const { code, stderr } = await run(args, '', LIMIT)
      expect({ code, stderr }).to.deep.equal({
        code: 5,
        stderr: `rx-fanout: cannot write ${results}: file too large\n`,
      })
    }
    expect(linesIn(results)).to.be.within(1, REQUESTS - 1)
    expect(await run(args)).to.include({ code: 0, stderr: '' })
    const done = resultLines(readFileSync(results, 'utf8'))
    expect(new Set(done.map(({ index }) => index)).size).to.equal(REQUESTS)
    expect(done).to.have.length(REQUESTS)
  })

  it('ends with 5 where that is a file of --output, and leaves none half written', async () => {
    const input = await start(JSON.stringify('x'.repeat(20_000)))
    const pages = folder.path('pages')
    const { code, stderr } = await run(['--input', input, '--output', pages], '', LIMIT)
    expect({ code, stderr }).to.deep.equal({ code: 5, stderr: `rx-fanout: cannot write ${pages}: file too large\n` })
    expect(readdirSync(pages)).to.deep.equal([])
  })

  it('ends with 5 where the folder of --output is a file', async () => {
    const input = await start()
    const { code, stderr } = await run(['--input', input, '--output', input])
    expect({ code, stderr }).to.deep.equal({
      code: 5,
      stderr: `rx-fanout: cannot write ${input}: it is no folder\n`,
    })
  })
})
