import { expect } from 'chai'
import { createGroups } from '../../src/traffic/createGroups.ts'
import { createTraffic } from '../../src/traffic/createTraffic.ts'
import { end } from '../support/groups.ts'
import { TRAFFIC_POLICY } from '../support/trafficPolicy.ts'

const POLICY = { ...TRAFFIC_POLICY, maxRetryAfterMs: 100 }

describe('createGroups', () => {
  it('gives the same group while any of its requests is under way', () => {
    const groups = createGroups(createTraffic(), POLICY, () => 0)
    const group = groups.enter('a')
    groups.enter('b')
    expect(groups.enter('a')).to.equal(group)
    groups.leave(group)
    for (let place = 0; place < 1_000; place += 1) groups.leave(groups.enter(`https://${place}.example`))
    expect(groups.enter('a')).to.equal(group)
  })

  it('lets go of those that were idle for longest, and takes in again what is still remembered', () => {
    const traffic = createTraffic()
    const groups = createGroups(traffic, POLICY, () => 0)
    const group = groups.enter('a')
    group.ended(0, end(group.began(0, true), 429, { retryAfterMs: 50 }))
    groups.leave(group)
    for (let place = 0; place < 300; place += 1) groups.leave(groups.enter(`https://${place}.example`))
    const again = groups.enter('a')
    expect(again).not.to.equal(group)
    expect(again.opensAtMs(0)).to.equal(50)
  })

  it('lets go of all when it is closed', () => {
    const traffic = createTraffic()
    const groups = createGroups(traffic, POLICY, () => 0)
    const { memory } = groups.enter('a')
    groups.leave(groups.enter('b'))
    groups.close()
    expect([traffic.size, memory.users, memory.watchers.length]).to.deep.equal([0, 0, 0])
  })

  it('tells each other batch that has the group when the probe of one has ended', () => {
    const traffic = createTraffic()
    const told: string[] = []
    const batch = (name: string) => {
      const groups = createGroups(traffic, POLICY, () => 0)
      groups.watch(({ memory }) => told.push(`${name} ${memory.key}`))
      return groups
    }
    const [one, other, gone] = [batch('one'), batch('other'), batch('gone')]
    const group = one.enter('a')
    for (const { enter } of [other, gone]) enter('a')
    other.enter('b')
    gone.close()
    group.ended(0, end(group.began(0, true), 429, { retryAfterMs: 5_000 }))
    group.ended(120, end(group.began(100, false), 200))
    expect(told).to.deep.equal(['other a'])
  })
})
