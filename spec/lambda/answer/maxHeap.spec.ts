import { expect } from 'chai'
import fc from 'fast-check'
import { createMaxHeap } from '../../../src/lambda/answer/maxHeap.ts'

describe('createMaxHeap', () => {
  it('has nothing to take at first', () => {
    expect(createMaxHeap<number>((item) => item).take()).to.equal(undefined)
  })

  it('gives the largest first, whatever is added and taken in between', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat({ max: 20 }), { nil: undefined })), (steps) => {
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
