import { expect } from 'chai'
import { Latencies } from '../../src/traffic/Latencies.ts'

const of = (...durations: readonly number[]): Latencies => {
  const latencies = new Latencies()
  for (const durationMs of durations) latencies.add(durationMs)
  return latencies
}
const times = (count: number, durationMs: number): number[] => Array(count).fill(durationMs)
const upTo = (count: number): number[] => Array.from({ length: count }, (_, place) => place + 1)

describe('Latencies', () => {
  const rows: ReadonlyArray<[name: string, durations: readonly number[], p95Ms: number | undefined]> = [
    ['nothing of 19', upTo(19), undefined],
    ['the 19th of 20', upTo(20), 19],
    ['the 95th of 100, in whatever order', upTo(100).reverse(), 95],
    ['what all took alike', times(20, 7), 7],
    ['the last 200 only', [...times(500, 1_000), ...times(200, 5)], 5],
  ]
  for (const [name, durations, p95Ms] of rows)
    it(`tells ${name}`, () => {
      expect(of(...durations).p95Ms()).to.equal(p95Ms)
    })

  it('looks again only after ten more, since it is asked for each attempt', () => {
    const latencies = of(...times(20, 1))
    const told = Array.from({ length: 20 }, () => {
      latencies.add(100)
      return latencies.p95Ms()
    })
    expect(of(...times(20, 1)).p95Ms()).to.equal(1)
    expect(told.at(-1)).to.equal(100)
    expect(new Set(told).size).to.be.at.most(3)
  })
})
