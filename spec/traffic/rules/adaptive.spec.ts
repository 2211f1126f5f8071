import { expect } from 'chai'
import { createTraffic } from '../../../src/traffic/createTraffic.ts'
import type { Group } from '../../../src/traffic/Group.ts'
import { end, groupOf } from '../../support/groups.ts'

/** Begins attempts until the group lets no more in. */
const fill = (group: Group): number[] => {
  const numbers: number[] = []
  while (group.opensAtMs(0) === 0) numbers.push(group.began(0, true))
  return numbers
}

const endAll = (group: Group, numbers: readonly number[], status: number): void => {
  for (const number of numbers) group.ended(0, end(number, status))
}

describe('adaptive', () => {
  it('halves once for all that were under way together, and grows by one for each clean window', () => {
    const group = groupOf({ adaptive: true, perOrigin: 16, concurrency: 16 })
    const limits: number[] = []
    for (const status of [200, 503, 200, 200, 429, 200, 500, 404]) {
      const numbers = fill(group)
      limits.push(numbers.length)
      endAll(group, numbers, status)
    }
    expect(limits).to.deep.equal([16, 16, 8, 9, 10, 5, 6, 7])
  })

  it('takes time-outs and broken connections for overload, and what tells nothing for nothing', () => {
    const group = groupOf({ adaptive: true, perOrigin: 8, concurrency: 8 })
    const [first = 0, ...others] = fill(group)
    group.ended(0, { number: first, health: 'overloaded' })
    for (const number of others) group.ended(0, { number, health: 'none' })
    expect(fill(group)).to.have.length(4)
  })

  it('never falls below one, nor rises over its cap', () => {
    const group = groupOf({ adaptive: true, perOrigin: 3, concurrency: 20 })
    for (let round = 0; round < 5; round += 1) endAll(group, fill(group), 503)
    expect(fill(group)).to.have.length(1)
    const next = groupOf({ adaptive: true, perOrigin: 3, concurrency: 20 })
    for (let round = 0; round < 9; round += 1) endAll(next, fill(next), 200)
    expect(fill(next)).to.have.length(3)
  })

  it('is learnt for the next batch of the same traffic', () => {
    const traffic = createTraffic()
    const policy = { adaptive: true, perOrigin: 8, concurrency: 8 }
    const first = groupOf(policy, traffic)
    endAll(first, fill(first), 503)
    expect(fill(groupOf(policy, traffic))).to.have.length(4)
  })
})
