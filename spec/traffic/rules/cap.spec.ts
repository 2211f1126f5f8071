import { expect } from 'chai'
import { end, groupOf } from '../../support/groups.ts'

describe('cap', () => {
  it('opens when one of those in flight ends', () => {
    const group = groupOf({ perOrigin: 2 })
    const [first] = [group.began(0, true), group.began(0, true)]
    expect([group.opensAtMs(0), group.heldBackBy(0)]).to.deep.equal([Number.POSITIVE_INFINITY, 'slot'])
    group.ended(3, end(first, 200))
    expect([group.opensAtMs(3), group.heldBackBy(3)]).to.deep.equal([3, undefined])
  })
})
