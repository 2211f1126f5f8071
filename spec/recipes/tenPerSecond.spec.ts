import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { serve } from '../support/serve.ts'
import { tenPerSecond } from './tenPerSecond.ts'

describe('the recipe tenPerSecond', () => {
  useRealSockets()
  const closing = closeAfterEach()

  it('starts no more than ten in a second at a host, however many hosts there are', async () => {
    const heardMs: number[] = []
    const hosts = await Promise.all(
      [0, 1].map(async (host) =>
        closing(
          await serve((_, response) => {
            if (host === 0) heardMs.push(performance.now())
            response.end('ok')
          }),
        ),
      ),
    )
    const beganMs = performance.now()
    const urls = hosts.flatMap(({ origin }) => Array.from({ length: 12 }, (_, index) => `${origin}/${index}`))
    const results = await tenPerSecond(urls)
    expect(results.map(({ outcome }) => outcome)).to.deep.equal(urls.map(() => 'success'))
    expect((heardMs[11] ?? 0) - beganMs).to.be.greaterThan(990) // the last two belong to the next second
  })
})
