import { expect } from 'chai'
import fc from 'fast-check'
import type { FetchOptions } from '../../src/FetchOptions.ts'
import { shareAmong } from '../../src/lambda/shareAmong.ts'

describe('shareAmong', () => {
  it('gives all to one', () => {
    expect(shareAmong(1, { concurrency: 7, perOrigin: 3, retries: 1 }).options()).to.deep.equal({
      concurrency: 7,
      perOrigin: 3,
      retries: 1,
    })
  })

  it('gives more to those that begin when others have ended', () => {
    const share = shareAmong(4, { concurrency: 9 })
    expect(share.options().concurrency).to.equal(2)
    share.leave()
    share.leave()
    expect(share.options().concurrency).to.equal(4)
  })

  it('leaves of the time until the deadline what is left of it', () => {
    const share = shareAmong(2, { deadlineMs: 1_000 })
    expect(share.options().deadlineMs).to.be.within(1, 1_000)
    expect(shareAmong(2, { deadlineMs: 1 }).options().deadlineMs).to.equal(1)
  })

  it('never gives more than there is, whatever begins and ends when', () => {
    const numbers = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(numbers, numbers, numbers, fc.array(fc.nat()), (count, concurrency, perOrigin, order) => {
        const share = shareAmong(count, { concurrency, perOrigin })
        const running: FetchOptions[] = []
        let begun = 0
        const sum = (field: 'concurrency' | 'perOrigin') => running.reduce((all, one) => all + (one[field] ?? 0), 0)
        for (const place of [...order, ...Array.from({ length: count }, () => 0)]) {
          for (; running.length < share.atOnce && begun < count; begun += 1) running.push(share.options())
          expect(running.every((one) => (one.concurrency ?? 0) > 0 && (one.perOrigin ?? 0) > 0)).to.equal(true)
          expect(sum('concurrency')).to.be.at.most(concurrency)
          expect(sum('perOrigin')).to.be.at.most(perOrigin)
          if (running.splice(place % Math.max(1, running.length), 1).length > 0) share.leave()
        }
        expect(begun).to.equal(count)
      }),
    )
  })
})
