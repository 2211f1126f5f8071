import { expect } from 'chai'
import fc from 'fast-check'
import { Durations } from '../../../src/cli/progress/Durations.ts'

const durationsOf = (all: readonly number[]): Durations => {
  const durations = new Durations()
  for (const ms of all) durations.add(ms)
  return durations
}

describe('Durations', () => {
  it('knows percentiles within 5 %', () => {
    const durations = durationsOf(Array.from({ length: 1_000 }, (_, index) => index + 1))
    for (const share of [0.5, 0.95, 0.99]) expect(durations.percentile(share)).to.be.closeTo(1_000 * share, 50 * share)
  })

  it('knows no percentile beyond the longest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100_000), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (all, share) => {
          expect(durationsOf(all).percentile(share)).to.be.at.most(Math.max(...all))
        },
      ),
    )
  })

  it('has nothing to say of nothing', () => {
    expect(new Durations().percentile(0.5)).to.equal(0)
    expect(new Durations().histogram()).to.deep.equal([])
  })

  it('counts by the bounds that people count in, from the first to the last', () => {
    expect(durationsOf([6, 7, 30, 60_000]).histogram().slice(0, 3)).to.deep.equal([
      { fromMs: 5, toMs: 10, count: 2 },
      { fromMs: 10, toMs: 20, count: 0 },
      { fromMs: 20, toMs: 50, count: 1 },
    ])
    expect(durationsOf([60_000]).histogram()).to.deep.equal([
      { fromMs: 50_000, toMs: Number.POSITIVE_INFINITY, count: 1 },
    ])
  })

  it('counts each once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000)), (all) => {
        const counted = durationsOf(all)
          .histogram()
          .reduce((sum, { count }) => sum + count, 0)
        expect(counted).to.equal(all.length)
      }),
    )
  })
})
