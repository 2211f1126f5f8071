import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { DurationMs, integerBetween } from '../../src/domain/numbers.ts'

describe('integerBetween', () => {
  const Dozen = integerBetween(-1, 12)

  it('is named after its bounds', () => {
    expect(Dozen.name).to.equal('an integer from -1 to 12')
  })

  for (const value of [-1, 0, 12])
    it(`accepts ${value}`, () => {
      expect(Dozen.decode(value)).to.deep.equal(E.right(value))
      expect(Dozen.is(value)).to.equal(true)
      expect(Dozen.encode(value)).to.equal(value)
    })

  for (const value of [-2, 13, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', 1n, null, undefined, [1]])
    it(`refuses ${typeof value === 'string' ? `'${value}'` : String(value)}`, () => {
      expect(E.isLeft(Dozen.decode(value))).to.equal(true)
      expect(Dozen.is(value)).to.equal(false)
    })
})

describe('DurationMs', () => {
  it('goes from 1 ms to the longest delay of a timer', () => {
    expect([0, 1, 2 ** 31 - 1, 2 ** 31].map(DurationMs.is)).to.deep.equal([false, true, true, false])
  })
})
