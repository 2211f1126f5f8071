import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { hasScreens, openScreen } from '../support/openScreen.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { serve } from '../support/serve.ts'
import { startCli } from '../support/startCli.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const REQUESTS = 3_000
const BODY = JSON.stringify('x'.repeat(40_000))
/** A third of what all bodies need. */
const HEAP_MB = 40

describe('the memory of the command', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  const start = async () => {
    const { origin } = closing(
      await serve((_, response) => {
        response.setHeader('content-type', 'application/json').end(BODY)
      }),
    )
    const urls = Array.from({ length: REQUESTS }, (_, index) => `${origin}/${index}`)
    return folder.write('urls.txt', urls.join('\n'))
  }
  const env = { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` }
  const allDone = new RegExp(`^${REQUESTS} ok, 0 failed$`, 'm')

  it('does not grow with the number of results', async () => {
    const stdout = folder.path('results.ndjson')
    const { code, stderr } = await closing(startCli(['--input', await start()], env, { stdout })).ended
    expect(stderr).to.match(allDone)
    expect(code).to.equal(0)
  })

  it('does not grow with it while progress is shown on a terminal', async function () {
    if (!hasScreens()) this.skip()
    const args = ['--input', await start(), '--resume', folder.path('resumed.ndjson')]
    const lines = await closing(openScreen(80, args, env)).untilShown(/^ended with/)
    expect(lines).to.include('ended with 0')
    expect(lines.join('\n')).to.match(allDone)
  })
})
