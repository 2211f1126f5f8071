import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { serve } from '../support/serve.ts'
import { startCli } from '../support/startCli.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const REQUESTS = 10_000
const BODY = JSON.stringify('x'.repeat(12_000))
/** A third of what all bodies need. */
const HEAP_MB = 40

describe('the memory of the command', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  it('does not grow with the number of results', async () => {
    const { origin } = closing(
      await serve((_, response) => {
        response.setHeader('content-type', 'application/json').end(BODY)
      }),
    )
    const urls = Array.from({ length: REQUESTS }, (_, index) => `${origin}/${index}`)
    const input = folder.write('urls.txt', urls.join('\n'))
    const env = { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` }
    const stdout = folder.path('results.ndjson')
    const { code, stderr } = await closing(startCli(['--input', input], env, { stdout })).ended
    expect(stderr).to.match(new RegExp(`^${REQUESTS} ok, 0 failed$`, 'm'))
    expect(code).to.equal(0)
  })
})
