import { expect } from 'chai'
import { createProbation } from '../../../src/transport/pool/createProbation.ts'
import type { Asker, Connection, Site } from '../../../src/transport/pool/Site.ts'
import { PROOF_MS } from '../../../src/transport/pool/Trust.ts'
import { until } from '../../support/until.ts'

const asker = (): Asker => ({ origin: '', onConnection: () => {}, onRefused: () => {} })

/** An origin with a connection that has answered so long ago. */
const siteWithIdle = (sinceMs: number) => {
  const site = {
    trust: 'unknown',
    idle: [] as Connection[],
    doubtful: new Set(),
    probation: undefined,
  } as unknown as Site
  const first = {
    site,
    answeredAtMs: performance.now() - sinceMs,
    answeredAtWallMs: Date.now() - sinceMs,
  } as unknown as Connection
  site.idle.push(first)
  return { site, first }
}

describe('createProbation', () => {
  it('has all wait until the connection was idle long enough to prove its server', async () => {
    const { site, first } = siteWithIdle(0)
    const served: unknown[] = []
    const { doubt } = createProbation((_, who) => served.push([who, site.trust, performance.now()]))
    const askers = [asker(), asker()]
    for (const who of askers) doubt(site, first, who)
    expect(served).to.deep.equal([])
    await until(
      () => 'both are served',
      () => served.length === 2,
    )
    for (const [index, told] of served.entries()) {
      const [who, trust, atMs] = told as [Asker, string, number]
      expect([who, trust]).to.deep.equal([askers[index], 'proven'])
      expect(atMs - first.answeredAtMs).to.be.at.least(PROOF_MS - 1)
    }
    expect(site.doubtful.size).to.equal(0)
  })

  it('proves nothing by a connection that was used or is gone meanwhile', async () => {
    const { site, first } = siteWithIdle(PROOF_MS)
    const served: unknown[] = []
    createProbation(() => served.push(site.trust)).doubt(site, first, asker())
    site.idle.length = 0
    await until(
      () => 'it is served',
      () => served.length === 1,
    )
    expect(served).to.deep.equal(['unknown'])
  })

  it('ends at once where it is settled, and only once', async () => {
    const { site, first } = siteWithIdle(0)
    const served: unknown[] = []
    const probation = createProbation(() => served.push(site.trust))
    probation.doubt(site, first, asker())
    probation.settle(site)
    expect(served).to.deep.equal(['unknown'])
    await new Promise((resolve) => setTimeout(resolve, 3 * PROOF_MS))
    expect([served.length, site.trust, site.probation]).to.deep.equal([1, 'unknown', undefined])
  })
})
