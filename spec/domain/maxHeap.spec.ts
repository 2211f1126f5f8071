import { expect } from 'chai'
import fc from 'fast-check'
import { createMaxHeap } from '../../src/domain/maxHeap.ts'

describe('createMaxHeap', () => {
  it('has nothing to take at first', () => {
    expect(createMaxHeap<number>((item) => item).take()).to.equal(undefined)
  })

  it('tells the largest size without taking', () => {
    const heap = createMaxHeap<number>((item) => item)
    expect(heap.largest).to.equal(undefined)
    for (const item of [3, 7, 5]) heap.add(item)
    expect([heap.largest, heap.take(), heap.largest]).to.deep.equal([7, 7, 5])
  })

  it('keeps its order when the size of an item changes', () => {
    const items = [9, 8, 7, 6, 5].map((size) => ({ added: size, size }))
    const heap = createMaxHeap<(typeof items)[number]>(({ size }) => size)
    for (const item of items) heap.add(item)
    if (items[1] !== undefined) items[1].size = 0
    expect(items.map(() => heap.take()?.added)).to.deep.equal([9, 8, 7, 6, 5])
  })

  it('gives the largest first, whatever is added and taken in between', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -20, max: 20 }), { nil: undefined })), (steps) => {
        const heap = createMaxHeap<number>((item) => item)
        const model: number[] = []
        for (const step of steps) {
          if (step === undefined) {
            expect(heap.take()).to.equal(model.sort((a, b) => a - b).pop())
          } else {
            heap.add(step)
            model.push(step)
          }
        }
      }),
    )
  })
})
