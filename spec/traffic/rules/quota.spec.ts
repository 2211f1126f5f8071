import { expect } from 'chai'
import { end, groupOf, startsOf } from '../../support/groups.ts'

const remains = (remaining: number, resetMs: number) => ({ quota: { remaining, resetMs } })

describe('quota', () => {
  it('lets as many more begin as remain, and then none before the reset', () => {
    const group = groupOf({})
    group.ended(0, end(group.began(0, true), 200, remains(3, 1_000)))
    expect(startsOf(group, 5)).to.deep.equal([0, 0, 0, 1_000, 1_000])
  })

  it('counts those that began after the one that was told, whenever the answer comes', () => {
    const group = groupOf({})
    const first = group.began(0, true)
    startsOf(group, 2)
    group.ended(5, end(first, 200, remains(3, 1_000)))
    expect(startsOf(group, 2, 5)).to.deep.equal([5, 1_005])
  })

  it('believes the answer to the attempt that began later', () => {
    const group = groupOf({})
    const [first, second] = [group.began(0, true), group.began(0, true)]
    group.ended(1, end(second, 200, remains(0, 500)))
    group.ended(2, end(first, 200, remains(9, 500)))
    expect(group.opensAtMs(2)).to.equal(501)
  })

  it('opens as soon as a later answer says that there is more', () => {
    const group = groupOf({})
    const [first, second] = [group.began(0, true), group.began(0, true)]
    group.ended(1, end(first, 200, remains(1, 500)))
    expect(group.opensAtMs(1)).to.equal(501)
    group.ended(2, end(second, 200, remains(40, 500)))
    expect(group.opensAtMs(2)).to.equal(2)
  })

  it('gives way to Retry-After in the same answer', () => {
    const group = groupOf({})
    group.ended(0, end(group.began(0, true), 429, { ...remains(0, 9_000), retryAfterMs: 20 }))
    expect(group.opensAtMs(0)).to.equal(20)
  })

  it('does not pace by a quota without a reset', () => {
    const group = groupOf({})
    group.ended(0, end(group.began(0, true), 200, { quota: { remaining: 0, resetMs: undefined } }))
    expect(group.opensAtMs(0)).to.equal(0)
  })

  it('closes for no longer than may be waited, then for all but one that probes', () => {
    const group = groupOf({ maxRetryAfterMs: 100 })
    group.ended(0, end(group.began(0, true), 200, remains(0, 5_000)))
    expect(group.opensAtMs(0)).to.equal(100)
    const probe = group.began(100, false)
    expect(group.opensAtMs(100)).to.equal(Number.POSITIVE_INFINITY)
    group.ended(103, end(group.began(102, false), 200)) // led here by a redirect
    expect(group.opensAtMs(103)).to.equal(Number.POSITIVE_INFINITY)
    group.ended(105, end(probe, 200))
    expect(group.opensAtMs(105)).to.equal(105)
  })
})
