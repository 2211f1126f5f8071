import { expect } from 'chai'
import { VirtualTimeScheduler } from 'rxjs'
import { createLoopTurns } from '../../src/operators/loopTurns.ts'

const turns = () => {
  const scheduler = new VirtualTimeScheduler()
  let resumed = 0
  const loop = createLoopTurns(scheduler, () => {
    resumed += 1
  })
  /** How often something can be done in this turn. */
  const doneInTurn = (work: () => void): number => {
    let done = 0
    for (; !loop.isOver; done += 1) work()
    return done
  }
  return { scheduler, loop, doneInTurn, resumed: () => resumed }
}

describe('createLoopTurns', () => {
  it('ends a turn after some hundred results, and resumes with a new one', () => {
    const { scheduler, loop, doneInTurn, resumed } = turns()
    expect(doneInTurn(loop.settled)).to.equal(512)
    expect(resumed()).to.equal(0)
    scheduler.flush()
    expect([resumed(), doneInTurn(loop.settled)]).to.deep.equal([1, 512])
  })

  it('ends it after sixteen times as many requests that are passed over', () => {
    const { loop, doneInTurn } = turns()
    expect(doneInTurn(loop.passedOver)).to.equal(16 * 512)
  })

  it('begins a new one unasked where there was much to do but not too much', () => {
    const { scheduler, loop, doneInTurn, resumed } = turns()
    for (let result = 0; result < 300; result += 1) loop.settled()
    scheduler.flush()
    expect([resumed(), doneInTurn(loop.settled)]).to.deep.equal([0, 512])
  })

  it('needs no timer for a few', () => {
    const { scheduler, loop } = turns()
    for (let result = 0; result < 100; result += 1) loop.settled()
    expect(scheduler.actions).to.have.length(0)
  })

  it('leaves no timer behind', () => {
    const { scheduler, loop, doneInTurn, resumed } = turns()
    doneInTurn(loop.settled)
    loop.close()
    scheduler.flush()
    expect([resumed(), scheduler.actions.length]).to.deep.equal([0, 0])
  })
})
