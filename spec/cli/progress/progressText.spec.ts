import { expect } from 'chai'
import { progressText } from '../../../src/cli/progress/progressText.ts'
import { Statistics } from '../../../src/cli/progress/Statistics.ts'
import { failure, success } from '../../support/sampleResults.ts'

const after10s = (ok: number, failed: number): Statistics => {
  let nowMs = 0
  const statistics = new Statistics(() => nowMs)
  for (let count = 0; count < ok; count += 1) statistics.add(success())
  for (let count = 0; count < failed; count += 1) statistics.add(failure())
  nowMs = 10_000
  return statistics
}

describe('progressText', () => {
  const extent = { inFlight: 20, total: 1_000, isEstimate: false }
  const WAITS = 'a.example opens in 12 s'

  it('says all where there is room', () => {
    expect(progressText(after10s(240, 10), extent, WAITS, 200)).to.equal(
      '250/1,000 25% · 240 ok · 10 failed · 10 timeout · 25/s · 20 in flight · p50 23 ms, p95 23 ms · 30.0 s left · a.example opens in 12 s',
    )
  })

  it('leaves out what matters least on 80 and on 50 columns', () => {
    expect(progressText(after10s(240, 10), extent, undefined, 79)).to.equal(
      '250/1,000 25% · 240 ok · 10 failed · 25/s · p50 23 ms, p95 23 ms · 30.0 s left',
    )
    expect(progressText(after10s(240, 10), extent, undefined, 49)).to.equal(
      '250/1,000 25% · 10 failed · 25/s · 30.0 s left',
    )
  })

  it('tells no times before there are any', () => {
    const statistics = new Statistics(() => 0)
    statistics.add(failure({ kind: 'invalid-request', message: '', field: 'url' }, { attempts: 0 }))
    expect(progressText(statistics, extent, undefined, 200)).to.not.include('p50')
  })

  it('never is wider than its screen', () => {
    for (let columns = 0; columns < 150; columns += 1)
      expect(progressText(after10s(240, 10), extent, WAITS, columns).length).to.be.at.most(columns)
  })

  it('says how many of an endless input are done, and of how many about', () => {
    expect(progressText(after10s(5, 0), { ...extent, total: undefined }, undefined, 30)).to.match(/^5 done · /)
    expect(progressText(after10s(5, 0), { ...extent, isEstimate: true }, undefined, 30)).to.match(/^5\/~1,000 0% · /)
    expect(progressText(after10s(5, 0), { ...extent, total: 4 }, undefined, 30)).to.match(/^5 done · /)
  })

  it('promises no time before it has a rate', () => {
    expect(progressText(new Statistics(() => 0), extent, undefined, 200)).to.equal('0/1,000 0% · 0.0/s · 20 in flight')
  })
})
