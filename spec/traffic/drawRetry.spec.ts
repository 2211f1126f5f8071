import { expect } from 'chai'
import fc from 'fast-check'
import { groupOf } from '../support/groups.ts'

/** How many of so many retries are granted. */
const drawn = (group: ReturnType<typeof groupOf>, most: number): number => {
  let granted = 0
  while (granted < most && group.drawRetry()) granted += 1
  return granted
}

describe('drawRetry', () => {
  it('grants 100 in advance, and then a share of the first attempts', () => {
    const group = groupOf({ retryBudget: 0.2 })
    expect(drawn(group, 999)).to.equal(100)
    for (let first = 0; first < 50; first += 1) group.began(0, true)
    expect(drawn(group, 999)).to.be.within(9, 10)
  })

  it('keeps no more than 100, however many first attempts there were', () => {
    const group = groupOf({ retryBudget: 5 })
    for (let first = 0; first < 500; first += 1) group.began(0, true)
    expect(drawn(group, 999)).to.equal(100)
  })

  it('earns nothing by retries', () => {
    const group = groupOf({ retryBudget: 1 })
    drawn(group, 999)
    for (let retry = 0; retry < 50; retry += 1) group.began(0, false)
    expect(drawn(group, 999)).to.equal(0)
  })

  it('never grants more than 100 and the share of what has begun', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.array(fc.boolean(), { maxLength: 600 }),
        (ratio, steps) => {
          const group = groupOf({ retryBudget: ratio })
          let firsts = 0
          let retries = 0
          for (const isRetry of steps) {
            if (!isRetry) firsts += 1
            if (isRetry) retries += drawn(group, 3)
            else group.began(0, true)
            expect(retries).to.be.at.most(100 + ratio * firsts + 1e-6)
          }
        },
      ),
    )
  })
})
