import { expect } from 'chai'
import fc from 'fast-check'
import { createFifo } from '../../src/operators/fifo.ts'

describe('createFifo', () => {
  it('gives nothing while it is empty', () => {
    const fifo = createFifo<number>()
    expect(fifo.take()).to.equal(undefined)
    expect(fifo.size).to.equal(0)
  })

  it('gives first what came first, like an array that is shifted', () => {
    const step = fc.oneof(fc.record({ add: fc.nat() }), fc.constant('take' as const))
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const fifo = createFifo<number>()
        const model: number[] = []
        for (const one of steps) {
          if (one === 'take') expect(fifo.take()).to.equal(model.shift())
          else {
            fifo.add(one.add)
            model.push(one.add)
          }
          expect(fifo.size).to.equal(model.length)
        }
      }),
    )
  })

  it('keeps its order over many times the places that it keeps', () => {
    const fifo = createFifo<number>()
    let added = 0
    let taken = 0
    for (let round = 0; round < 20; round += 1) {
      for (let i = 0; i < 1_500; i += 1) fifo.add(added++)
      for (let i = 0; i < 1_400; i += 1) expect(fifo.take()).to.equal(taken++)
    }
    expect(fifo.size).to.equal(2_000)
    while (fifo.size > 0) expect(fifo.take()).to.equal(taken++)
    expect(taken).to.equal(added)
  })

  it('does not slow down with its length', () => {
    const fifo = createFifo<number>()
    for (let i = 0; i < 1_000_000; i += 1) fifo.add(i) // so many that shifting an array would take minutes
    for (let i = 0; i < 1_000_000; i += 1) if (fifo.take() !== i) throw new Error(`not ${i}`)
  })
})
