import { runInNewContext } from 'node:vm'
import { expect } from 'chai'
import { isPlainObject } from '../../src/domain/isPlainObject.ts'

describe('isPlainObject', () => {
  class Point {
    x = 1
  }
  const table: ReadonlyArray<[what: string, value: object, isPlain: boolean]> = [
    ['an object literal', { a: 1 }, true],
    ['an object without a prototype', Object.create(null), true],
    ['an object of another realm', runInNewContext('({ a: 1 })'), true],
    ['what JSON says', JSON.parse('{"__proto__":{"a":1}}'), true],
    ['an object on another', Object.create({ a: 1 }), false],
    ['an instance of a class', new Point(), false],
    ['an array', [], false],
    ['an array of another realm', runInNewContext('[]'), false],
    ['a Map', new Map(), false],
    ['a Date', new Date(0), false],
    ['headers', new Headers(), false],
    ['bytes', new Uint8Array(), false],
    ['a function', () => {}, false],
  ]
  for (const [what, value, isPlain] of table)
    it(`is ${isPlain} for ${what}`, () => {
      expect(isPlainObject(value)).to.equal(isPlain)
    })
})
