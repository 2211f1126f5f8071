import { expect } from 'chai'
import { createHandover } from '../../src/operators/handover.ts'

const BROKEN = new Error('broken')
const DONE = { done: true, value: undefined }
const of = (value: unknown) => ({ done: false, value })

describe('createHandover', () => {
  it('keeps values in their order for those who come later', async () => {
    const handover = createHandover<number | undefined>()
    expect([1, undefined, 3].map(handover.give)).to.deep.equal([false, false, false])
    expect(handover.waiting).to.equal(3)
    const taken = [await handover.take(), await handover.take(), await handover.take()]
    expect(taken).to.deep.equal([of(1), of(undefined), of(3)])
    expect(handover.waiting).to.equal(0)
  })

  it('keeps those who ask in their order for values that come later', async () => {
    const handover = createHandover<number>()
    const asked = [handover.take(), handover.take()]
    expect([1, 2, 3].map(handover.give)).to.deep.equal([true, true, false])
    expect(await Promise.all(asked)).to.deep.equal([of(1), of(2)])
  })

  it('ends behind all values, and stays at its end', async () => {
    const handover = createHandover<number>()
    handover.give(1)
    handover.end()
    expect([await handover.take(), await handover.take(), await handover.take()]).to.deep.equal([of(1), DONE, DONE])
  })

  it('tells a failure once, to the first that asks behind all values', async () => {
    const handover = createHandover<number>()
    handover.give(1)
    handover.end({ error: BROKEN })
    const asked = [handover.take(), handover.take(), handover.take()]
    expect(await Promise.allSettled(asked)).to.deep.equal([
      { status: 'fulfilled', value: of(1) },
      { status: 'rejected', reason: BROKEN },
      { status: 'fulfilled', value: DONE },
    ])
  })

  it('tells it to the first of those who have asked before', async () => {
    const handover = createHandover<number>()
    const asked = [handover.take(), handover.take()]
    handover.end({ error: undefined })
    expect(await Promise.allSettled(asked)).to.deep.equal([
      { status: 'rejected', reason: undefined },
      { status: 'fulfilled', value: DONE },
    ])
  })

  it('drops what waits, a failure too, where nobody wants it any more', async () => {
    const handover = createHandover<number>()
    handover.give(1)
    handover.end({ error: BROKEN })
    handover.leave()
    expect(await handover.take()).to.deep.equal(DONE)
    const left = createHandover<number>()
    const asked = left.take()
    left.leave()
    left.end({ error: BROKEN })
    expect([await asked, await left.take()]).to.deep.equal([DONE, DONE])
  })
})
