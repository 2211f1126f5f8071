import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { hasScreens, openScreen } from '../support/openScreen.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { resultLines } from '../support/resultLines.ts'
import { type SampleApi, serveSamples } from '../support/sampleApi.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const ENDED = /^ended with \d/

describe('the command on a terminal', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()
  before(function () {
    if (!hasScreens()) this.skip()
  })

  const urlsOf = ({ origin }: SampleApi, ...paths: readonly string[]): readonly string[] =>
    paths.map((path) => origin + path)

  for (const columns of [80, 50])
    it(`shows a line for each result and a summary, within ${columns} columns`, async () => {
      const api = closing(await serveSamples())
      const long = `/${'long'.repeat(30)}`
      const screen = closing(openScreen(columns, urlsOf(api, '/a', long, '/missing')))
      const lines = await screen.untilShown(ENDED)
      expect(lines.filter((line) => line.startsWith('200 '))).to.have.length(2)
      expect(lines.filter((line) => line.startsWith('404 '))).to.have.length(1)
      expect(lines.find((line) => line.includes('longlong'))).to.match(/…\w*long$/)
      expect(lines).to.include('2 ok, 1 failed').and.include('failed: 1 status').and.include('ended with 1')
      expect(screen.coloured()).to.include('\u001b[32m200')
    })

  it('has no colours where NO_COLOR says so', async () => {
    const api = closing(await serveSamples())
    const screen = closing(openScreen(80, urlsOf(api, '/a'), { NO_COLOR: '1' }))
    await screen.untilShown(ENDED)
    expect(screen.coloured()).to.include('200').and.not.include('\u001b[3')
  })

  it('keeps one live line that follows the width of the screen, and is gone at the end', async () => {
    const api = closing(await serveSamples())
    const screen = closing(openScreen(80, urlsOf(api, '/a', '/missing', '/slow', '/slow')))
    const progress = /^2\/4 50% · 1 ok · 1 failed · .*2 in flight/
    await screen.untilShown(progress)
    for (const columns of [50, 30, 80, 40]) {
      screen.resize(columns)
      await screen.untilShown(columns === 80 ? progress : /^2\/4 50%/)
    }
    screen.resize(80)
    screen.press('C-c')
    const lines = await screen.untilShown(ENDED)
    expect(lines.join('\n')).to.not.include('in flight').and.not.include('2/4')
    expect(lines).to.include('1 ok, 3 failed, interrupted').and.include('ended with 130')
    expect(lines.join('\n')).to.match(/to be able to go on: .* --resume/)
  })

  it('shows progress also where results go to a file', async () => {
    const api = closing(await serveSamples())
    const results = folder.path('results.ndjson')
    const screen = closing(openScreen(80, [...urlsOf(api, '/a', '/slow'), '--resume', results]))
    const lines = await screen.untilShown(/^1\/2 50%/)
    expect(lines).to.have.length(1)
    expect(resultLines(readFileSync(results, 'utf8'))).to.have.length(1)
  })

  it('says what is waited for, and until when', async () => {
    const api = closing(await serveSamples())
    const screen = closing(
      openScreen(120, [...urlsOf(api, '/busy', '/a', '/b'), '--concurrency', '1', '--max-retry-after-ms', '300000']),
    )
    await screen.untilShown(/waiting for 127\.0\.0\.1:\d+ until \d\d:\d\d:\d\d \(\d/)
  })

  it('explains itself on one screen', async () => {
    const screen = closing(openScreen(80, ['--help']))
    const lines = await screen.untilShown(ENDED)
    expect(lines[0]).to.equal('Usage: rx-fanout [options] <URL>...')
    expect(lines.length).to.be.at.most(24)
  })

  it('shows nothing but results with --quiet', async () => {
    const api = closing(await serveSamples())
    const screen = closing(openScreen(80, ['-q', ...urlsOf(api, '/a')]))
    const lines = await screen.untilShown(ENDED)
    expect(lines).to.have.length(2)
  })
})
