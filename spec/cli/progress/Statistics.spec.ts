import { expect } from 'chai'
import { Statistics } from '../../../src/cli/progress/Statistics.ts'
import { failure, success } from '../../support/sampleResults.ts'

const lasting = (durationMs: number) => success({ timing: { startedAtMs: 0, durationMs } })

describe('Statistics', () => {
  it('counts results, repeated attempts, bytes and kinds of failures', () => {
    const statistics = new Statistics()
    statistics.add(success({ attempts: 3 }))
    statistics.add(failure())
    statistics.add(failure({ kind: 'aborted', message: '' }, { attempts: 0 }))
    expect(statistics).to.include({ ok: 1, failed: 2, done: 3, repeats: 2, bytes: 7 })
    expect([...statistics.kinds]).to.deep.equal([
      ['timeout', 1],
      ['aborted', 1],
    ])
  })

  it('keeps the slowest few, without their bodies but with their sizes', () => {
    const statistics = new Statistics()
    for (const ms of [5, 9, 1, 7, 3, 8, 2, 6, 4]) statistics.add(lasting(ms))
    expect(statistics.slowest.map(({ timing }) => timing.durationMs)).to.deep.equal([9, 8, 7, 6, 5])
    expect(statistics.slowest[0]).to.deep.include({ body: null, headers: { 'content-length': '7' } })
  })

  it('keeps the first few failures, and takes what never began for no time at all', () => {
    const statistics = new Statistics()
    for (let index = 0; index < 9; index += 1)
      statistics.add(
        failure({ kind: 'status', message: '', status: 500, headers: {}, body: 'x' }, { index, attempts: 0 }),
      )
    expect(statistics.firstFailed.map(({ index }) => index)).to.deep.equal([0, 1, 2, 3, 4])
    expect(statistics.slowest).to.deep.equal([])
  })

  for (const kind of ['aborted', 'deadline'] as const)
    it(`takes what was ended by ${kind} for no time at all, since nobody knows how long it would have taken`, () => {
      const statistics = new Statistics()
      statistics.add(success())
      statistics.add(failure({ kind, message: '' }, { timing: { startedAtMs: 0, durationMs: 9_000 } }))
      expect(statistics.slowest.map(({ outcome }) => outcome)).to.deep.equal(['success'])
      expect(statistics.durations.count).to.equal(1)
      expect(statistics.failed).to.equal(1)
    })

  it('tells how many there are for each second, of late and in all', () => {
    let nowMs = 0
    const statistics = new Statistics(() => nowMs)
    const perSecond = (count: number): number => {
      for (let done = 0; done < count; done += 1) statistics.add(success())
      nowMs += 1_000
      return statistics.perSecond(true)
    }
    expect(perSecond(10)).to.equal(10)
    for (let second = 0; second < 20; second += 1) perSecond(2)
    expect(perSecond(2)).to.be.closeTo(2, 0.1)
    expect(statistics.elapsedMs).to.equal(22_000)
    expect(statistics.perSecond(false)).to.be.closeTo(52 / 22, 0.001)
  })
})
