import { expect } from 'chai'
import fc from 'fast-check'
import { toRates } from '../../../src/domain/Rate.ts'
import { createTraffic } from '../../../src/traffic/createTraffic.ts'
import { groupOf, startsOf } from '../../support/groups.ts'

/** The most starts that any window of this length holds, its end left out. */
const fullest = (starts: readonly number[], perMs: number): number =>
  Math.max(0, ...starts.map((from) => starts.filter((at) => at >= from && at < from + perMs).length))

describe('rate', () => {
  const pictures: ReadonlyArray<[rate: string, starts: readonly number[]]> = [
    ['1/s', [0, 1_000, 2_000]],
    ['4/s', [0, 250, 500, 750, 1_000, 1_250]],
    ['2/10s', [0, 5_000, 10_000, 15_000]],
    ['20/s', [0, 0, 53, 105, 158, 211]],
  ]
  for (const [rate, starts] of pictures)
    it(`lets ${rate} start at ${starts.join(', ')}`, () => {
      const group = groupOf({ rates: toRates(rate) })
      expect(startsOf(group, starts.length).map(Math.round)).to.deep.equal(starts)
    })

  it('lets all start at once where the burst is all, and then evenly', () => {
    const group = groupOf({ rates: toRates({ requests: 3, perMs: 100, burst: 3 }) })
    expect(startsOf(group, 7).map(Math.round)).to.deep.equal([0, 0, 0, 100, 137, 174, 211])
    expect(startsOf(group, 4, 500)).to.deep.equal([500, 500, 500, 600])
  })

  it('keeps every one of several', () => {
    const starts = startsOf(groupOf({ rates: toRates(['10/s', '15/3s']) }), 40)
    expect(fullest(starts, 1_000)).to.be.at.most(10)
    expect(fullest(starts, 3_000)).to.equal(15)
  })

  it('counts what other batches start since one of them had a rate', () => {
    const traffic = createTraffic()
    const rated = groupOf({ rates: toRates('4/s') }, traffic)
    const free = groupOf({}, traffic)
    startsOf(free, 4)
    expect(rated.opensAtMs(0)).to.equal(1_000)
    expect(free.opensAtMs(0)).to.equal(0)
    const stricter = groupOf({ rates: toRates('1/2s') }, traffic)
    expect(stricter.opensAtMs(0)).to.equal(2_000)
  })

  it('fills no window with more than its requests, nor starts more than its burst at once, whenever they come', () => {
    const anyRate = fc
      .record({ requests: fc.integer({ min: 1, max: 30 }), perMs: fc.integer({ min: 1, max: 2_000 }) })
      .chain((rate) => fc.record({ ...mapConstant(rate), burst: fc.integer({ min: 1, max: rate.requests }) }))
    fc.assert(
      fc.property(anyRate, fc.array(fc.nat({ max: 700 }), { maxLength: 12 }), (rate, pauses) => {
        const group = groupOf({ rates: toRates(rate) })
        const starts: number[] = []
        for (const pauseMs of pauses) starts.push(...startsOf(group, 9, (starts.at(-1) ?? 0) + pauseMs))
        expect(fullest(starts, rate.perMs)).to.be.at.most(rate.requests)
        for (const at of starts) expect(starts.filter((other) => other === at)).to.have.length.at.most(rate.burst)
      }),
    )
  })

  it('uses nearly all of what it allows', () => {
    for (const rate of ['450/s', '10/s', '600/m']) {
      const [{ requests, perMs } = { requests: 0, perMs: 0 }] = toRates(rate)
      const starts = startsOf(groupOf({ rates: toRates(rate) }), 5 * requests)
      expect(starts.at(-1)).to.be.at.most(5 * perMs * 1.12)
    }
  })
})

const mapConstant = <T extends object>(values: T): { [K in keyof T]: fc.Arbitrary<T[K]> } =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fc.constant(value)])) as {
    [K in keyof T]: fc.Arbitrary<T[K]>
  }
