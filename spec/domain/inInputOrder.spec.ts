import { expect } from 'chai'
import fc from 'fast-check'
import { inInputOrder } from '../../src/domain/inInputOrder.ts'

describe('inInputOrder', () => {
  it('puts everything at its index, in whatever order it came', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.infiniteStream(fc.nat()), (length, chance) => {
        const items = Array.from({ length }, (_, index) => ({ index }))
        const shuffled = items.map((item) => ({ item, at: chance.next().value })).sort((a, b) => a.at - b.at)
        expect(inInputOrder(shuffled.map(({ item }) => item))).to.deep.equal(items)
      }),
    )
  })
})
