import { expect } from 'chai'
import { Statistics } from '../../../src/cli/progress/Statistics.ts'
import { summaryText } from '../../../src/cli/progress/summaryText.ts'
import { failure, success } from '../../support/sampleResults.ts'

const plain = (_: string, text: string): string => text

const statisticsOf = (ok: number, failed: number): Statistics => {
  let nowMs = 0
  const statistics = new Statistics(() => nowMs)
  for (let count = 0; count < ok; count += 1)
    statistics.add(success({ attempts: 2, timing: { startedAtMs: 0, durationMs: 10 * (count + 1) } }))
  for (let count = 0; count < failed; count += 1) statistics.add(failure())
  nowMs = 2_000
  return statistics
}

describe('summaryText', () => {
  it('counts alone where nothing was done', () => {
    expect(summaryText(statisticsOf(0, 0), ', interrupted', 80, plain)).to.equal('0 ok, 0 failed, interrupted\n')
  })

  it('draws no picture of a few', () => {
    expect(summaryText(statisticsOf(1, 1), '', 80, plain).split('\n')).to.deep.equal([
      '1 ok, 1 failed',
      '  2.0 s, 1.0/s, 7 B, 1 retry',
      'failed: 1 timeout',
      '  ---    23 ms          https://a.example/x  Request timed out',
      '',
    ])
  })

  it('shows percentiles, a histogram, the slowest and the failed', () => {
    const lines = summaryText(statisticsOf(8, 7), '', 60, plain).split('\n')
    expect(lines.slice(0, 3)).to.deep.equal([
      '8 ok, 7 failed',
      '  2.0 s, 7.5/s, 56 B, 8 retries',
      '  p50 23 ms, p95 79 ms, p99 79 ms, longest 80 ms',
    ])
    expect(lines).to.include('     to 50 ms  ████████████████████████████████████ 10')
    expect(lines).to.include('     to 20 ms  ███▋ 1')
    expect(lines).to.include('  200    80 ms     7 B  https://a.example/x')
    expect(lines.slice(-8)).to.include('failed: 7 timeout').and.include('  and 2 more')
    for (const line of lines) expect(line.length).to.be.at.most(60)
  })

  it('goes on in the next line where a screen is narrow', () => {
    const text = summaryText(statisticsOf(8, 7), '', 40, plain)
    expect(text).to.include('  2.0 s, 7.5/s, 56 B, 8 retries\n  p50 23 ms, p95 79 ms, p99 79 ms,\n  longest 80 ms\n')
    for (let columns = 30; columns < 60; columns += 1)
      for (const line of summaryText(statisticsOf(8, 7), '', columns, plain).split('\n'))
        expect(line.length).to.be.at.most(columns)
  })

  it('tells hedges from retries', () => {
    const statistics = statisticsOf(8, 1)
    statistics.hedges = 3
    expect(summaryText(statistics, '', 80, plain)).to.include(' 56 B, 5 retries, 3 hedges\n')
  })

  it('does not call retries what may be hedges', () => {
    const statistics = statisticsOf(8, 1)
    statistics.hedges = undefined
    expect(summaryText(statistics, '', 80, plain)).to.include(' 56 B, 8 retries and hedges\n')
    const none = statisticsOf(0, 1)
    none.hedges = undefined
    expect(summaryText(none, '', 80, plain)).to.not.match(/retr|hedge/)
  })

  it('draws no times where hardly anything took any', () => {
    const statistics = statisticsOf(4, 0)
    for (let count = 0; count < 9; count += 1)
      statistics.add(failure({ kind: 'aborted', message: '' }, { attempts: count % 2 }))
    expect(summaryText(statistics, '', 80, plain)).to.not.match(/p50|slowest/)
  })

  it('leaves out single results where a table has them', () => {
    const text = summaryText(statisticsOf(8, 1), '', 80, plain, true)
    expect(text).to.include('failed: 1 timeout').and.include('p95').and.not.include('https://')
  })
})
