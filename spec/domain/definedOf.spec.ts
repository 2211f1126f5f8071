import { expect } from 'chai'
import { definedOf } from '../../src/domain/definedOf.ts'

describe('definedOf', () => {
  const inherited: object = Object.create({ a: 1 }, { b: { value: 2, enumerable: true } })
  const table: ReadonlyArray<[what: string, object: object, defined: object]> = [
    ['nothing', {}, {}],
    ['what is undefined', { a: undefined, b: 1 }, { b: 1 }],
    ['nothing but what is undefined', { a: undefined }, {}],
    ['values that are empty in another way', { a: null, b: 0, c: '', d: false }, { a: null, b: 0, c: '', d: false }],
    ['undefined deeper inside', { a: { b: undefined } }, { a: { b: undefined } }],
    ['what is inherited', inherited, { b: 2 }],
  ]
  for (const [what, object, defined] of table)
    it(`is ${JSON.stringify(defined)} of an object with ${what}`, () => {
      expect(definedOf(object)).to.deep.equal(defined)
    })

  it('leaves the object as it is', () => {
    const object = { a: undefined, b: 1 }
    definedOf(object)
    expect(object).to.have.all.keys('a', 'b')
  })
})
