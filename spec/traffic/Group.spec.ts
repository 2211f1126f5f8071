import { expect } from 'chai'
import { toRates } from '../../src/domain/Rate.ts'
import { createTraffic } from '../../src/traffic/createTraffic.ts'
import { Group } from '../../src/traffic/Group.ts'
import { end, groupOf } from '../support/groups.ts'
import { TRAFFIC_POLICY } from '../support/trafficPolicy.ts'

const NEVER_BY_ITSELF = Number.POSITIVE_INFINITY

describe('Group', () => {
  it('is open where no rule objects', () => {
    const group = groupOf({})
    expect([group.opensAtMs(7), group.heldBackBy(7)]).to.deep.equal([7, undefined])
  })

  it('opens when the last of its rules does, and names that one', () => {
    const group = groupOf({ rates: toRates('1/s'), perOrigin: 1 })
    const number = group.began(0, true)
    expect([group.opensAtMs(0), group.heldBackBy(0)]).to.deep.equal([NEVER_BY_ITSELF, 'slot'])
    group.ended(10, end(number, 200))
    expect([group.opensAtMs(10), group.heldBackBy(10)]).to.deep.equal([1_000, 'rate'])
    group.ended(20, end(group.began(15, false), 429, { retryAfterMs: 5_000 }))
    expect([group.opensAtMs(20), group.heldBackBy(20)]).to.deep.equal([5_020, 'cooldown'])
    expect([group.opensAtMs(5_020), group.heldBackBy(5_020)]).to.deep.equal([5_020, undefined])
  })

  it('numbers the attempts of all batches', () => {
    const traffic = createTraffic()
    const [one, other] = [groupOf({}, traffic), groupOf({}, traffic)]
    expect([one.began(0, true), other.began(0, true), one.began(0, false)]).to.deep.equal([1, 2, 3])
  })

  it('earns retries by first attempts alone', () => {
    const group = groupOf({ retryBudget: 0.5 })
    const draws = (most: number) => Array.from({ length: most }, () => group.drawRetry()).filter(Boolean).length
    expect(draws(200), 'in advance').to.equal(100)
    for (let time = 0; time < 4; time += 1) group.began(0, true)
    for (let time = 0; time < 4; time += 1) group.began(0, false)
    expect(draws(9)).to.equal(2)
  })

  it('tells those who watch that a probe has ended, and of no other attempt', () => {
    const memory = createTraffic().enter('a')
    const group = new Group(memory, { ...TRAFFIC_POLICY, maxRetryAfterMs: 100 })
    const told: string[] = []
    memory.watchers.push(({ key }) => told.push(`${key} opens at ${group.opensAtMs(200)}`))
    group.ended(0, end(group.began(0, true), 429, { retryAfterMs: 5_000 }))
    const probe = group.began(100, true)
    expect(told).to.deep.equal([])
    group.ended(200, end(probe, 200))
    expect(told).to.deep.equal(['a opens at 200'])
  })
})
