import { Readable } from 'node:stream'
import { runInNewContext } from 'node:vm'
import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { encodeBody } from '../../src/domain/encodeBody.ts'

const JSON_TYPE = 'application/json'

class Point {
  readonly x = 1
}
class Money {
  toJSON(): string {
    return '1 EUR'
  }
}
const cyclic: Record<string, unknown> = {}
cyclic.self = cyclic
const when = new Date(0)

describe('encodeBody', () => {
  const BYTES = Uint8Array.of(1)
  const asIs: ReadonlyArray<[name: string, body: unknown, bytes: unknown]> = [
    ['nothing', undefined, null],
    ['null', null, null],
    ['a string', '', ''],
    ['bytes', BYTES, BYTES],
    ['a Buffer', Buffer.from('a'), Buffer.from('a')],
    ['bytes of another realm', runInNewContext('new Uint8Array([0, 1, 2]).subarray(1)'), Uint8Array.of(1, 2)],
  ]
  for (const [name, body, bytes] of asIs)
    it(`sends ${name} as it is`, () => {
      expect(encodeBody(body)).to.deep.equal(E.right({ bytes }))
    })

  it('sends URLSearchParams as a form', () => {
    const contentType = 'application/x-www-form-urlencoded;charset=UTF-8'
    expect(
      encodeBody(
        new URLSearchParams([
          ['a', '1'],
          ['a', '2 3'],
        ]),
      ),
    ).to.deep.equal(E.right({ bytes: 'a=1&a=2+3', contentType }))
  })

  const json: ReadonlyArray<[name: string, body: unknown, bytes: string]> = [
    ['an object', { q: 1, none: undefined }, '{"q":1}'],
    ['an object without a prototype', Object.assign(Object.create(null), { q: 1 }), '{"q":1}'],
    ['an object of another realm', runInNewContext('({ q: [1, { r: 2 }] })'), '{"q":[1,{"r":2}]}'],
    ['an array', [1, 'a', null, [true]], '[1,"a",null,[true]]'],
    ['false', false, 'false'],
    ['0', 0, '0'],
    ['a date', when, '"1970-01-01T00:00:00.000Z"'],
    ['a URL', new URL('https://a.example'), '"https://a.example/"'],
    ['an object of a class with toJSON', new Money(), '"1 EUR"'],
    ['all of them inside', { a: [when, new Money()] }, '{"a":["1970-01-01T00:00:00.000Z","1 EUR"]}'],
    ['what stands in it twice', [cyclic.nothing ?? { a: 1 }, { a: 1 }], '[{"a":1},{"a":1}]'],
  ]
  for (const [name, body, bytes] of json)
    it(`sends ${name} as JSON`, () => {
      expect(encodeBody(body)).to.deep.equal(E.right({ bytes, contentType: JSON_TYPE }))
    })

  const refused: ReadonlyArray<[name: string, body: unknown, got: string]> = [
    ['a Map', new Map([['a', 1]]), 'a Map: give Object.fromEntries(map)'],
    ['a Set', new Set([1]), 'a Set: give [...set]'],
    ['a Blob', new Blob(['a']), 'a Blob: give await blob.bytes()'],
    ['a File', new File(['a'], 'a'), 'a File: give await file.bytes()'],
    ['FormData', new FormData(), 'FormData: give URLSearchParams, or the multipart text with its content-type'],
    ['a promise', Promise.resolve({}), 'a Promise: await it first'],
    ['a Readable', Readable.from(['a']), 'a stream: read it to its end first'],
    ['a ReadableStream', new ReadableStream(), 'a stream: read it to its end first'],
    ['an async generator', (async function* () {})(), 'a stream: read it to its end first'],
    ['a generator', (function* () {})(), 'an iterable: give an array'],
    ['Headers', new Headers(), 'an iterable: give an array'],
    ['an ArrayBuffer', new ArrayBuffer(1), 'an ArrayBuffer: give new Uint8Array(buffer)'],
    ['what only looks like bytes', { [Symbol.toStringTag]: 'Uint8Array', a: () => {} }, 'one with a function'],
    ['a DataView', new DataView(new ArrayBuffer(1)), 'another view of bytes: give a Uint8Array'],
    ['numbers as bytes', Float64Array.of(1), 'another view of bytes: give a Uint8Array'],
    ['an object of a class', new Point(), 'an object of a class without toJSON: give a plain object'],
    ['an error', new Error('secret'), 'an object of a class without toJSON: give a plain object'],
    ['a regular expression', /secret/, 'an object of a class without toJSON: give a plain object'],
    ['a WeakMap', new WeakMap(), 'an object of a class without toJSON: give a plain object'],
    ['a function', () => 'secret', 'a function'],
    ['a class', Point, 'a function'],
    ['a symbol', Symbol('secret'), 'a symbol'],
    ['a bigint', 1n, 'a bigint'],
    ['NaN', Number.NaN, 'the number NaN'],
    ['Infinity', Number.POSITIVE_INFINITY, 'the number Infinity'],
    ['a circle', cyclic, 'what JSON cannot hold'],
    ['what throws', { toJSON: () => JSON.parse('secret') }, 'what JSON cannot hold'],
    ['what says that it is nothing', { toJSON: () => undefined }, 'what JSON cannot hold'],
    ['a Map inside', { a: [new Map()] }, 'one with a Map: give Object.fromEntries(map)'],
    ['bytes inside', { a: BYTES }, 'one with another view of bytes: give a Uint8Array'],
    ['a function inside', { a: { b: () => 'secret' } }, 'one with a function'],
    ['NaN inside', [Number.NaN], 'one with the number NaN'],
    ['form fields inside', { a: new URLSearchParams() }, 'one with URLSearchParams: give its text'],
    ['a class inside', [new Point()], 'one with an object of a class without toJSON: give a plain object'],
  ]
  for (const [name, body, got] of refused)
    it(`refuses ${name}, and says what to give instead`, () => {
      const message = `Invalid request: body must be a string, a Uint8Array, URLSearchParams or a JSON value, got ${got}`
      expect(encodeBody(body)).to.deep.equal(E.left({ kind: 'invalid-request', message, field: 'body' }))
    })
})
