import { expect } from 'chai'
import { markedEncoding, readText, readValidUtf8 } from '../../src/domain/readText.ts'

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)

describe('markedEncoding', () => {
  const table: ReadonlyArray<[bytes: Uint8Array, encoding: string | undefined]> = [
    [bytes(), undefined],
    [bytes(0xff), undefined],
    [bytes(0xef, 0xbb), undefined],
    [bytes(0x31, 0x32), undefined],
    [bytes(0xef, 0xbb, 0xbf), 'utf-8'],
    [bytes(0xfe, 0xff), 'utf-16be'],
    [bytes(0xff, 0xfe), 'utf-16le'],
  ]
  for (const [beginning, encoding] of table)
    it(`names ${encoding ?? 'nothing'} for [${beginning}]`, () => {
      expect(markedEncoding(beginning)).to.equal(encoding)
    })
})

describe('readValidUtf8', () => {
  const table: ReadonlyArray<[bytes: Uint8Array, text: string | undefined]> = [
    [bytes(0x61), 'a'],
    [bytes(0xef, 0xbb, 0xbf, 0x61), 'a'],
    [bytes(0xef, 0xbf, 0xbd), '\ufffd'],
    [bytes(0x61, 0xff), undefined],
    [bytes(0xe2, 0x82), undefined],
    [bytes(0xc0, 0xaf), undefined],
    [bytes(0xed, 0xa0, 0x80), undefined],
  ]
  for (const [given, text] of table)
    it(`reads [${given}] as ${JSON.stringify(text)}`, () => {
      expect(readValidUtf8(given)).to.equal(text)
    })
})

describe('readText', () => {
  const table: ReadonlyArray<[bytes: Uint8Array, charset: string | undefined, text: string]> = [
    [bytes(0xc3, 0xbc), undefined, 'ü'],
    [bytes(0xc3, 0xbc), 'UTF8', 'ü'],
    [bytes(0xc3, 0xbc), ' utf-8 ', 'ü'],
    [bytes(0xc3, 0xbc), 'klingon', 'ü'],
    [bytes(0xc3, 0xbc), 'latin1', 'Ã¼'],
    [bytes(0xfc), 'latin1', 'ü'],
    [bytes(0xfc), undefined, '\ufffd'],
    [bytes(0xff, 0xfe, 0xfc, 0), 'utf-8', 'ü'],
  ]
  for (const [given, charset, text] of table)
    it(`reads [${given}] in ${charset} as ${JSON.stringify(text)}`, () => {
      expect(readText(given, charset)).to.equal(text)
    })
})
