import { expect } from 'chai'
import { asyncScheduler, VirtualTimeScheduler } from 'rxjs'
import { clockOf } from '../../src/operators/clockOf.ts'

describe('clockOf', () => {
  it('is moved by no step of the system clock', () => {
    const { now } = Date
    const nowMs = clockOf(asyncScheduler)
    const beforeMs = nowMs()
    try {
      Date.now = () => now() + 3_600_000
      expect(nowMs() - beforeMs).to.be.within(0, 60_000)
      Date.now = () => now() - 3_600_000
      expect(nowMs() - beforeMs).to.be.within(0, 60_000)
    } finally {
      Date.now = now
    }
  })

  it('is the time of a scheduler that has its own', () => {
    const scheduler = new VirtualTimeScheduler()
    const nowMs = clockOf(scheduler)
    scheduler.schedule(() => {}, 70)
    scheduler.flush()
    expect(nowMs()).to.equal(70)
  })
})
