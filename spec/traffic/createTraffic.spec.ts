import { expect } from 'chai'
import { createGroups } from '../../src/traffic/createGroups.ts'
import { createTraffic, isTraffic } from '../../src/traffic/createTraffic.ts'
import { end } from '../support/groups.ts'
import { TRAFFIC_POLICY } from '../support/trafficPolicy.ts'

/** One request at each of so many origins, whose answers say something or nothing. */
function visit(count: number, say: (number: number) => ReturnType<typeof end>, nowMs: (place: number) => number) {
  const traffic = createTraffic()
  let clock = 0
  const groups = createGroups(traffic, TRAFFIC_POLICY, () => clock)
  const goTo = (toMs: number) => {
    clock = toMs
  }
  for (let place = 0; place < count; place += 1) {
    const group = groups.enter(`https://${place}.example`)
    group.ended(nowMs(place), say(group.began(nowMs(place), true)))
    goTo(nowMs(place))
    groups.leave(group)
  }
  return { traffic, groups, goTo }
}

describe('createTraffic', () => {
  it('forgets groups of which there is nothing to remember', () => {
    const { traffic, groups } = visit(
      50_000,
      (number) => end(number, 200),
      () => 0,
    )
    expect(traffic.size).to.be.at.most(256)
    groups.close()
    expect(traffic.size).to.equal(0)
  })

  it('keeps a bounded number of those that were only unlucky', () => {
    const { traffic } = visit(
      50_000,
      (number) => end(number, 503),
      () => 0,
    )
    expect(traffic.size).to.be.at.most(16_384 + 257)
  })

  it('remembers a word of the server until its time has come', () => {
    const told = (number: number) => end(number, 429, { retryAfterMs: 1_000 })
    const { traffic, groups, goTo } = visit(20_000, told, () => 0)
    expect(traffic.size).to.equal(20_000)
    goTo(5_000)
    for (let place = 0; place < 40_000; place += 1) {
      const group = groups.enter(`https://later-${place}.example`)
      group.ended(5_000, end(group.began(5_000, true), 503))
      groups.leave(group)
    }
    expect(traffic.size).to.be.at.most(16_384 + 257)
  })

  it('remembers no more words than a small heap holds', () => {
    const told = (number: number) => end(number, 200, { quota: { remaining: 59, resetMs: 3_600_000 } })
    const { traffic } = visit(70_000, told, () => 0)
    expect(traffic.size).to.be.at.most(65_536 + 257)
  })

  it('keeps what is in use, whoever leaves', () => {
    const traffic = createTraffic()
    const memory = traffic.enter('a')
    expect(traffic.enter('a')).to.equal(memory)
    traffic.leave(memory, 0)
    expect(traffic.enter('a')).to.equal(memory)
  })
})

describe('isTraffic', () => {
  it('knows what createTraffic makes', () => {
    expect([createTraffic(), {}, null, 'traffic', () => {}].map(isTraffic)).to.deep.equal([
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
