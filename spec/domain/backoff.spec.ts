import { expect } from 'chai'
import fc from 'fast-check'
import { backoffMs } from '../../src/domain/backoff.ts'

const ALMOST_ONE = 1 - Number.EPSILON / 2

describe('backoffMs', () => {
  const policy = { retryDelayMs: 100, maxRetryDelayMs: 1_000 }

  const table: ReadonlyArray<[retry: number, overloaded: boolean, random: number, waitMs: number]> = [
    [1, false, 0.5, 50],
    [2, false, 0.5, 100],
    [3, false, 0.5, 200],
    [4, false, 0.5, 400],
    [5, false, 0.5, 500],
    [100, false, 0.5, 500],
    [1, true, 0.5, 200],
    [2, true, 0.5, 400],
    [3, true, 0.5, 500],
    [1, false, 0, 0],
    [1, false, 0.999, 99],
  ]
  for (const [retry, overloaded, random, waitMs] of table)
    it(`waits ${waitMs} ms before retry ${retry} ${overloaded ? 'of an overloaded server ' : ''}at ${random}`, () => {
      expect(backoffMs(policy, retry, overloaded, random)).to.equal(waitMs)
    })

  it('stays a whole number from 0 to below both the doubled base and the maximum', () => {
    const durationMs = fc.integer({ min: 1, max: 2_147_483_647 })
    fc.assert(
      fc.property(
        fc.record({ retryDelayMs: durationMs, maxRetryDelayMs: durationMs }),
        fc.integer({ min: 1, max: 100 }),
        fc.boolean(),
        fc.double({ min: 0, max: ALMOST_ONE, noNaN: true }),
        (anyPolicy, retry, overloaded, random) => {
          const waitMs = backoffMs(anyPolicy, retry, overloaded, random)
          const base = anyPolicy.retryDelayMs * (overloaded ? 4 : 1)
          expect(waitMs).to.satisfy(Number.isSafeInteger)
          expect(waitMs).to.be.within(0, Math.min(anyPolicy.maxRetryDelayMs, base * 2 ** (retry - 1)))
        },
      ),
    )
  })

  it('never waits less for a larger chance or a later retry', () => {
    const chance = fc.double({ min: 0, max: ALMOST_ONE, noNaN: true })
    fc.assert(
      fc.property(chance, chance, fc.integer({ min: 1, max: 20 }), (one, other, retry) => {
        const [low, high] = one < other ? [one, other] : [other, one]
        expect(backoffMs(policy, retry, false, low)).to.be.at.most(backoffMs(policy, retry, false, high))
        expect(backoffMs(policy, retry, false, low)).to.be.at.most(backoffMs(policy, retry + 1, false, low))
      }),
    )
  })
})
