import { expect } from 'chai'
import { asapScheduler, of, scheduled } from 'rxjs'
import { answer, fakeTransport } from '../support/fakeTransport.ts'
import { countFailures } from './millionUrls.ts'

describe('the recipe millionUrls', () => {
  it('holds no more of a million URLs than are in flight, and leaves the rest unread when it is stopped', async () => {
    const signal = AbortSignal.timeout(500)
    const transport = fakeTransport(() => scheduled([answer(200, {})], asapScheduler))
    const failures = await countFailures('https://api.example.com', 1_000_000, { transport, signal })
    expect(transport.peak).to.equal(64)
    expect(failures).to.be.at.most(64)
    expect(transport.attempts.length).to.be.lessThan(1_000_000)
  })

  it('counts what failed', async () => {
    const transport = fakeTransport(({ url }) => of(answer(url.endsWith('7') ? 404 : 200)))
    expect(await countFailures('https://api.example.com', 1_000, { transport })).to.equal(100)
  })
})
