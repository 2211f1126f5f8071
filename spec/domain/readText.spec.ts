import { expect } from 'chai'
import { decoderOf, markedEncoding, readText, readValidUtf8 } from '../../src/domain/readText.ts'

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

describe('decoderOf', () => {
  /** Labels, bytes and what the Encoding Standard's indexes say that they mean. */
  const TABLE: ReadonlyArray<[label: string, bytes: readonly number[], text: string]> = [
    ['windows-1252', [0x80, 0x81, 0x85, 0x8e, 0x92, 0x9f, 0xa0, 0xff], '€\x81…Ž’Ÿ\xa0ÿ'],
    ['iso-8859-1', [0x80, 0x93, 0x94, 0xe9], '€“”é'],
    [' Latin1 ', [0x99], '™'],
    ['us-ascii', [0x41, 0x95], 'A•'],
    ['windows-1253', [0xa9, 0xaa, 0xab], '©\ufffd«'],
    ['windows-1255', [0xc9, 0xca, 0xcb], '\u05b9\u05ba\u05bb'],
    ['windows-874', [0xda, 0xdb, 0xde, 0xdf, 0xfb, 0xfc, 0xff], '\u0e3a\ufffd\ufffd฿๛\ufffd\ufffd'],
    ['tis-620', [0xa1, 0xdb], 'ก\ufffd'],
    ['koi8-u', [0xad, 0xae, 0xbe, 0xbf], 'ґўЎ©'],
    ['koi8-r', [0xae, 0xbe], '╝╬'],
    ['cp866', [0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x7e, 0x7f, 0x80], '\x19\x1a\x1b\x1c\x1d~\x7fА'],
    ['ISO-8859-16', [0x41, 0x80, 0xa1, 0xa4, 0xbf, 0xc3, 0xde, 0xe3, 0xfe, 0xff], 'A\x80Ą€żĂȚățÿ'],
    ['x-user-defined', [0x7f, 0x80, 0xff], '\x7f\uf780\uf7ff'],
    ['gb2312', [0xc4, 0xe3, 0x41, 0xff], '你A\ufffd'],
    ['gbk', [0x81, 0x30, 0x81, 0x30], '\x80'],
    ['iso-8859-2', [0xa1], 'Ą'],
    ['windows-1251', [0x98, 0xff], '\x98я'],
    ['shift_jis', [0x82, 0xa0], 'あ'],
  ]

  for (const [label, bytes, text] of TABLE)
    it(`reads [${bytes}] in ${label} as ${JSON.stringify(text)}`, () => {
      expect(decoderOf(label, false)?.decode(Uint8Array.from(bytes))).to.equal(text)
    })

  for (const [label, bytes, text] of TABLE)
    it(`${text.includes('\ufffd') ? 'refuses' : 'takes'} [${bytes}] for valid ${label}`, () => {
      const decode = (): string | undefined => decoderOf(label, true)?.decode(Uint8Array.from(bytes))
      if (text.includes('\ufffd')) expect(decode).to.throw(TypeError)
      else expect(decode()).to.equal(text)
    })

  for (const label of ['klingon', '__proto__', 'constructor', '', 'iso-8859-17'])
    it(`knows no ${JSON.stringify(label)}`, () => {
      expect(decoderOf(label, false)).to.equal(undefined)
    })

  const SINGLE_BYTE_LABELS = [
    ...['ibm866', 'koi8-r', 'koi8-u', 'macintosh', 'x-mac-cyrillic', 'x-user-defined', 'windows-874'],
    ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((part) => `iso-8859-${part}`),
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((page) => `windows-125${page}`),
  ]

  it('reads ASCII as ASCII, and one character from each byte, in all encodings of single bytes', () => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    const ascii = String.fromCharCode(...every.subarray(0, 128))
    for (const label of SINGLE_BYTE_LABELS) {
      const text = decoderOf(label, false)?.decode(every)
      expect(text?.slice(0, 128), label).to.equal(ascii)
      expect(text?.length, label).to.equal(256)
    }
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
