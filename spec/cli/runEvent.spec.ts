import { expect } from 'chai'
import { runEvent } from '../../src/cli/runEvent.ts'
import { activeResources, untilReleased } from '../support/activeResources.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { fakeConsole } from '../support/fakeConsole.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { serveSamples } from '../support/sampleApi.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

describe('runEvent', () => {
  useRealSockets()
  const closing = closeAfterEach()
  const folder = temporaryFolder()

  it('prints the answer to the event of a file and ends with 0', async () => {
    const { origin } = closing(await serveSamples())
    const event = { urls: [`${origin}/a`, `${origin}/missing`] }
    const console = fakeConsole()
    expect(await runEvent(folder.write('event.json', JSON.stringify(event)), console)).to.equal(0)
    expect(JSON.parse(console.stdout.text())).to.deep.equal({
      statusCode: 200,
      body: [
        { method: 'GET', path: '/a' },
        { error: 'HTTP status 404', kind: 'status', url: `${origin}/missing`, attempts: 1, status: 404 },
      ],
    })
    expect(console.stderr.text()).to.equal('')
  })

  it('prints the refusal of an invalid event and ends with 2', async () => {
    const console = fakeConsole({ stdin: '{"urls":"https://a.example/"}' })
    expect(await runEvent('-', console)).to.equal(2)
    expect(JSON.parse(console.stdout.text())).to.deep.equal({
      statusCode: 400,
      body: {
        error: 'Invalid event',
        issues: [{ path: 'urls', expected: 'an array of URLs or requests', got: 'https://a.example/' }],
      },
    })
  })

  it('runs under the variables of the environment', async () => {
    const { origin } = closing(await serveSamples())
    const console = fakeConsole({
      stdin: JSON.stringify({ urls: [`${origin}/slow`] }),
      env: { RX_FANOUT_TIMEOUT_MS: '50', RX_FANOUT_RETRIES: '0' },
    })
    await runEvent('-', console)
    expect(JSON.parse(console.stdout.text()).body).to.deep.equal([
      { error: 'Request timed out', kind: 'timeout', url: `${origin}/slow`, attempts: 1, clock: 'attempt' },
    ])
  })

  it('may fetch from any address, whatever the environment says', async () => {
    const { origin } = closing(await serveSamples())
    const stdin = JSON.stringify({ urls: [`${origin}/a`] })
    const console = fakeConsole({ stdin, env: { RX_FANOUT_ADDRESSES: 'public' } })
    expect(await runEvent('-', console)).to.equal(0)
    expect(JSON.parse(console.stdout.text()).body).to.deep.equal([{ method: 'GET', path: '/a' }])
  })

  it('leaves no socket and no timer', async () => {
    const { origin } = closing(await serveSamples())
    const resources = await activeResources()
    await runEvent('-', fakeConsole({ stdin: JSON.stringify({ urls: [`${origin}/a`] }) }))
    await untilReleased(resources)
  })
})
