import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { captureStderr } from '../support/captureStderr.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { serve } from '../support/serve.ts'
import { enrichIds } from './enrichIds.ts'

describe('the recipe enrichIds', () => {
  useRealSockets()
  const closing = closeAfterEach()

  it('writes a line for every id, whatever a server that limits its rate says, and tells how far it is', async () => {
    let left = 80
    const { origin } = closing(
      await serve(({ url }, response) => {
        left -= 1
        if (left === 0) setTimeout(() => (left = 80), 900) // its window is over before its Retry-After is
        const busy = left < 0
        response.writeHead(busy ? 429 : 200, {
          'content-type': 'application/json',
          ...(busy && { 'retry-after': '1' }),
        })
        response.end(JSON.stringify({ path: url }))
      }),
    )
    const ids = Array.from({ length: 120 }, (_, index) => String(index))
    const output = new PassThrough({ highWaterMark: 64 })
    const written = text(output)
    const {
      lines: [told],
    } = await captureStderr(() => enrichIds(ids, origin, output))
    output.end()
    const lines = (await written)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).to.have.deep.members(ids.map((id) => ({ id, data: { path: `/users/${id}` } })))
    expect(told).to.match(/\r1 of 120\r.*\r120 of 120$/s)
  })
})
