import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { readJson } from '../../src/domain/readJson.ts'

const utf8 = (text: string): Uint8Array => Buffer.from(text)
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le')
const swapped = (bytes: Uint8Array): Uint8Array => Buffer.from(bytes).swap16()

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

describe('readJson', () => {
  const read: ReadonlyArray<[name: string, bytes: Uint8Array, charset: string | undefined, value: unknown]> = [
    ['UTF-8', utf8('{"a":"é"}'), undefined, { a: 'é' }],
    ['UTF-8 that is said to be Latin-1', utf8('{"a":"é"}'), 'iso-8859-1', { a: 'é' }],
    ['UTF-8 in a charset that nobody knows', utf8('{"a":"é"}'), 'none', { a: 'é' }],
    ['UTF-8 with a byte order mark', utf8('\ufeff[1]'), undefined, [1]],
    ['Latin-1 that says so', latin1('{"a":"é"}'), 'iso-8859-1', { a: 'é' }],
    ['UTF-16 with a byte order mark', utf16('\ufeff["é"]'), undefined, ['é']],
    ['big-endian UTF-16 with a byte order mark', swapped(utf16('\ufeff["é"]')), 'utf-8', ['é']],
    ['UTF-16 that shows by its zeros', utf16('["é"]'), undefined, ['é']],
    ['big-endian UTF-16 that shows by its zeros', swapped(utf16('[7]')), undefined, [7]],
    ['a single digit', utf8('7'), undefined, 7],
    ['200 levels', utf8(nested(200)), undefined, JSON.parse(nested(200))],
  ]
  for (const [name, bytes, charset, value] of read)
    it(`reads ${name}`, () => {
      expect(readJson(bytes, charset)).to.deep.equal(E.right(value))
    })

  const refused: ReadonlyArray<[name: string, bytes: Uint8Array, charset: string | undefined, reason: string]> = [
    ['what is none', utf8('{"a":'), undefined, 'json'],
    ['what is none in any of its charsets', utf8('{"a":'), 'iso-8859-1', 'json'],
    ['Latin-1 that says nothing', latin1('["é"]'), undefined, 'charset'],
    ['Latin-1 in a charset that nobody knows', latin1('["é"]'), 'none', 'charset'],
    ['Latin-1 that is no JSON', latin1('["é"'), 'iso-8859-1', 'json'],
    ['201 levels', utf8(nested(201)), undefined, 'depth'],
    ['201 levels of UTF-16', utf16(nested(201)), undefined, 'depth'],
  ]
  for (const [name, bytes, charset, reason] of refused)
    it(`refuses ${name} for its ${reason}`, () => {
      expect(readJson(bytes, charset)).to.have.nested.property('left.reason', reason)
    })
})
