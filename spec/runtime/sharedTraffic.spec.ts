import { expect } from 'chai'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { serve, type TestServer } from '../support/serve.ts'
import { builtFunction } from './support.ts'

type Hearing = TestServer & {
  /** When each request arrived, in ms. */
  readonly heardAtMs: number[]
}

/** Says 429 to the first request, and who may ask again when; 200 to all others. */
async function serveBusyFirst(retryAfter: string): Promise<Hearing> {
  const heardAtMs: number[] = []
  const server = await serve((_, response) => {
    heardAtMs.push(performance.now())
    if (heardAtMs.length === 1) response.writeHead(429, { 'retry-after': retryAfter }).end()
    else response.end('ok')
  })
  return { ...server, heardAtMs }
}

/** What timers may be early by, on both sides. */
const EARLY_MS = 10

describe('invocations of one process under AWS’s runtime client', () => {
  const built = builtFunction()
  const closing = closeAfterEach()

  for (const said of [{}, { cooldown: false }, { maxRetryAfterMs: 1 }])
    it(`heed what a server asked of the one before, where the event says ${JSON.stringify(said)}`, async () => {
      const server = closing(await serveBusyFirst('2'))
      const other = closing(await serveBusyFirst('0'))
      const runtime = closing(built.start({ freeze: false }))
      const policy = { retries: 0, ...said }
      const first = await runtime.invoke({ urls: [server.origin], policy })
      expect(first.payload).to.have.nested.property('body[0].status', 429)

      const second = await runtime.invoke({ urls: [server.origin, other.origin], policy })
      expect(second.payload).to.have.nested.property('body[0]', 'ok')
      const [toldAtMs = 0, askedAtMs = 0, ...others] = server.heardAtMs
      expect(askedAtMs - toldAtMs).to.be.at.least(2_000 - EARLY_MS)
      expect(others).to.deep.equal([])
      const [otherAtMs = 0] = other.heardAtMs
      expect(otherAtMs).to.be.below(askedAtMs) // which nobody asked to wait
    })

  it('send nothing where the time left is less than that: the deadline ends them', async () => {
    const server = closing(await serveBusyFirst('30'))
    const runtime = closing(built.start({ freeze: false }))
    const event = { urls: [server.origin], policy: { retries: 0 } }
    await runtime.invoke(event)
    const { payload } = await runtime.invoke({ ...event, results: 'full' }, { deadlineMs: 2_000 })
    expect(payload).to.have.nested.property('body[0].error.kind', 'deadline')
    expect(payload).to.have.nested.property('body[0].attempts', 0)
    expect(payload).to.have.deep.nested.property('summary.unfinished', [[0, 0]])
    expect(server.heardAtMs).to.have.length(1)
  })

  it('keep the rates of the environment and of their events together, also from one to the next', async () => {
    const server = closing(await serveBusyFirst('0'))
    const runtime = closing(built.start({ freeze: false, env: { RX_FANOUT_RATE: '4/s' } }))
    const urls = Array.from({ length: 4 }, (_, n) => `${server.origin}/${n}`)
    const policy = { retries: 0, cooldown: true }
    await runtime.invoke({ urls, policy: { ...policy, rate: '1000/s' } }) // which cannot lift the environment's
    await runtime.invoke({ urls, policy })
    await runtime.invoke({ urls, policy: { ...policy, rate: '5/2s' } })
    const heard = server.heardAtMs
    expect(heard).to.have.length(12)
    // half a window and more may be lost on the way here, where each start has its law in virtual time
    for (const [n, atMs] of heard.slice(4).entries()) expect(atMs - (heard[n] ?? 0)).to.be.at.least(500)
    for (const [n, atMs] of heard.slice(8).entries()) expect(atMs - (heard[n + 3] ?? 0)).to.be.at.least(1_000)
  })
})
