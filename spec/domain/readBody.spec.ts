import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { FetchErrorOf } from '../../src/domain/FetchError.ts'
import type { Parse } from '../../src/domain/Parse.ts'
import { readBody } from '../../src/domain/readBody.ts'
import { markedEncoding } from '../../src/domain/readText.ts'
import { tooLarge } from '../../src/domain/tooLarge.ts'

const JSON_TYPE = 'application/json'
const UTF8_JSON = `${JSON_TYPE}; charset=utf-8`

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

const read = (body: Uint8Array, contentType?: string, parse: Parse = 'auto') =>
  readBody(body, contentType === undefined ? {} : { 'content-type': contentType }, parse)

describe('readBody', () => {
  const readable: ReadonlyArray<
    [name: string, body: Uint8Array, contentType: string | undefined, bodyType: string, value: unknown]
  > = [
    ['JSON', utf8('{"a":[1,null]}'), JSON_TYPE, 'json', { a: [1, null] }],
    ['JSON that is null', utf8('null'), JSON_TYPE, 'json', null],
    ['JSON by suffix', utf8('{"a":1}'), 'application/problem+json; charset=utf-8', 'json', { a: 1 }],
    ['JSON in capitals', utf8('1'), 'Application/JSON ; Charset="UTF-8"', 'json', 1],
    ['JSON behind a byte order mark', bytes(0xef, 0xbb, 0xbf, 0x31), JSON_TYPE, 'json', 1],
    ['JSON in UTF-16', bytes(0x22, 0, 0xfc, 0, 0x22, 0), `${JSON_TYPE}; charset=utf-16le`, 'json', 'ü'],
    ['JSON in ISO 8859-1', bytes(0x22, 0xfc, 0x22), `${JSON_TYPE}; charset=iso-8859-1`, 'json', 'ü'],
    ['JSON with a replacement character in it', utf8('"a\ufffd"'), JSON_TYPE, 'json', 'a\ufffd'],
    ['JSON in a Buffer', Buffer.from('"ü"'), JSON_TYPE, 'json', 'ü'],
    ['JSON 200 levels deep', utf8(nested(200)), JSON_TYPE, 'json', JSON.parse(nested(200))],
    [
      'JSON with many brackets that is not deep',
      utf8(`[${'{},'.repeat(500)}[]]`),
      JSON_TYPE,
      'json',
      [...Array(500).fill({}), []],
    ],
    ['brackets within a string', utf8(JSON.stringify('['.repeat(500))), JSON_TYPE, 'json', '['.repeat(500)],
    ['text', utf8('grün'), 'text/plain', 'text', 'grün'],
    ['text behind a byte order mark', bytes(0xef, 0xbb, 0xbf, 0x61), 'text/plain', 'text', 'a'],
    ['text in ISO 8859-1', bytes(0xfc), 'text/html; charset=ISO-8859-1', 'text', 'ü'],
    ['text in Shift JIS', bytes(0x83, 0x65), 'text/plain;charset=shift_jis', 'text', 'テ'],
    ['text that is not valid UTF-8', bytes(0x61, 0xff), 'text/plain', 'text', 'a\ufffd'],
    ['text that looks like JSON', utf8('{}'), 'text/plain', 'text', '{}'],
    ['XML', utf8('<a/>'), 'application/xml', 'text', '<a/>'],
    ['XML by suffix', utf8('<a/>'), 'application/atom+xml', 'text', '<a/>'],
    ['bytes', bytes(0, 255), 'application/octet-stream', 'base64', 'AP8='],
    ['bytes of an image', bytes(1, 2, 3), 'image/png', 'base64', 'AQID'],
    ['lines of JSON, which are not JSON', utf8('1\n2'), 'application/x-ndjson', 'text', '1\n2'],
    ['YAML', utf8('a: 1'), 'application/yaml', 'text', 'a: 1'],
    ['a form', utf8('a=1&b=2'), 'application/x-www-form-urlencoded', 'text', 'a=1&b=2'],
    ['JSON called text', utf8('{"a":1}'), 'text/json', 'json', { a: 1 }],
    ['JSON called so twice', utf8('{"a":1}'), `${JSON_TYPE}, ${JSON_TYPE}`, 'json', { a: 1 }],
    ['JSON called so twice with its charset', utf8('"ü"'), `${UTF8_JSON}, ${UTF8_JSON}`, 'json', 'ü'],
    ['what was called text first and JSON last', utf8('1'), `text/plain, ${JSON_TYPE}`, 'json', 1],
    ['what was called JSON first and text last', utf8('1'), `${JSON_TYPE}, text/plain`, 'text', '1'],

    ['UTF-8 in single quotes', utf8('"ü"'), `${JSON_TYPE}; charset='utf-8'`, 'json', 'ü'],
    ['UTF-8 called none', utf8('"ü"'), `${JSON_TYPE}; charset=none`, 'json', 'ü'],
    ['UTF-8 called ISO 8859-1', utf8('"ü€"'), `${JSON_TYPE}; charset=iso-8859-1`, 'json', 'ü€'],
    ['UTF-8 called UTF-16', utf8('"ü"'), `${JSON_TYPE}; charset=utf-16`, 'json', 'ü'],
    ['UTF-8 called Klingon', utf8('"ü"'), `${JSON_TYPE}; charset=klingon`, 'json', 'ü'],
    ['ASCII called UTF-16', utf8('{"a":1}'), `${JSON_TYPE}; charset=utf-16le`, 'json', { a: 1 }],
    ['UTF-16 with a mark', bytes(0xff, 0xfe, 0x22, 0, 0xfc, 0, 0x22, 0), JSON_TYPE, 'json', 'ü'],
    ['big-endian UTF-16 with a mark', bytes(0xfe, 0xff, 0, 0x22, 0, 0xfc, 0, 0x22), JSON_TYPE, 'json', 'ü'],
    ['UTF-16 with a mark, called UTF-8', bytes(0xff, 0xfe, 0x31, 0), UTF8_JSON, 'json', 1],
    ['UTF-16 with a mark, called the other', bytes(0xfe, 0xff, 0, 0x31), `${JSON_TYPE}; charset=utf-16le`, 'json', 1],
    ['UTF-16 without a mark', bytes(0x22, 0, 0xfc, 0, 0x22, 0), JSON_TYPE, 'json', 'ü'],
    ['big-endian UTF-16 without a mark', bytes(0, 0x22, 0, 0xfc, 0, 0x22), JSON_TYPE, 'json', 'ü'],
    ['UTF-16 of nothing but ASCII', bytes(0x5b, 0, 0x31, 0, 0x5d, 0), JSON_TYPE, 'json', [1]],
    ['big-endian UTF-16 called UTF-16', bytes(0, 0x5b, 0, 0x31, 0, 0x5d), `${JSON_TYPE}; charset=utf-16`, 'json', [1]],
    ['UTF-16 called ISO 8859-1', bytes(0x5b, 0, 0x31, 0, 0x5d, 0), `${JSON_TYPE}; charset=latin1`, 'json', [1]],
    ['JSON in Shift JIS', bytes(0x22, 0x83, 0x65, 0x22), `${JSON_TYPE};charset=shift_jis`, 'json', 'テ'],
    [
      'JSON in ISO-2022-JP',
      bytes(0x22, 0x1b, 0x24, 0x42, 0x25, 0x46, 0x1b, 0x28, 0x42, 0x22),
      `${JSON_TYPE};charset=iso-2022-jp`,
      'json',
      'テ',
    ],

    ['text in an unknown charset', utf8('ü'), 'text/plain; charset=klingon', 'text', 'ü'],
    ['text in a charset that is said twice', utf8('ü'), 'text/xml; charset=utf-8,charset=utf-8', 'text', 'ü'],
    ['text in two charsets', utf8('ü'), 'text/html; charset=utf-8,gbk', 'text', 'ü'],
    ['text in a charset that is retired', utf8('ü'), 'text/html; charset=iso-2022-kr', 'text', 'ü'],
    ['text in a charset in single quotes', utf8('ü'), "text/plain; charset='utf-8'", 'text', 'ü'],
    ['text in no charset', utf8('ü'), 'text/plain; charset=none', 'text', 'ü'],
    ['text in an empty charset', utf8('ü'), 'text/plain; charset=""', 'text', 'ü'],
    ['text in UTF-16 with a mark', bytes(0xff, 0xfe, 0xfc, 0), 'text/csv', 'text', 'ü'],
    ['text in big-endian UTF-16 with a mark', bytes(0xfe, 0xff, 0, 0xfc), 'text/csv; charset=utf-8', 'text', 'ü'],
    [
      'text whose mark says more than its charset',
      bytes(0xef, 0xbb, 0xbf, 0xc3, 0xbc),
      'text/plain; charset=latin1',
      'text',
      'ü',
    ],
    ['text called so twice, once with its charset', bytes(0xfc), 'text/plain; charset=latin1, text/plain', 'text', 'ü'],

    ...[undefined, '', 'json', ';;;===', '*/*', 'text', '/', 'application/json/x'].flatMap(
      (type): Array<[string, Uint8Array, string | undefined, string, unknown]> => [
        [`an object of type ${type}`, utf8('{"ok":true}'), type, 'json', { ok: true }],
        [`an array of type ${type}`, utf8(' \r\n[1]'), type, 'json', [1]],
        [`an object behind a mark, of type ${type}`, utf8('\ufeff{}'), type, 'json', {}],
        [`an object in UTF-16, of type ${type}`, bytes(0xff, 0xfe, 0x7b, 0, 0x7d, 0), type, 'json', {}],
        [`a number of type ${type}`, utf8('1'), type, 'text', '1'],
        [`null of type ${type}`, utf8('null'), type, 'text', 'null'],
        [`text of type ${type}`, utf8('grün'), type, 'text', 'grün'],
        [`nearly JSON of type ${type}`, utf8('{"ok":'), type, 'text', '{"ok":'],
        [`two objects of type ${type}`, utf8('{}\n{}'), type, 'text', '{}\n{}'],
        [`bytes of type ${type}`, bytes(0x7b, 0xff), type, 'base64', 'e/8='],
        [`ISO 8859-1 of type ${type}`, bytes(0x67, 0xfc), type, 'base64', 'Z/w='],
      ],
    ),
    ['text of the type of bytes', utf8('{}'), 'application/octet-stream', 'base64', 'e30='],
    ['a part of a larger buffer', bytes(9, 1, 2, 3, 9).subarray(1, 4), 'image/png', 'base64', 'AQID'],
  ]
  for (const [name, body, contentType, bodyType, value] of readable)
    it(`reads ${name} as ${bodyType}`, () => {
      expect(read(body, contentType)).to.deep.equal(E.right({ body: value, bodyType }))
    })

  const unreadable: ReadonlyArray<
    [name: string, body: Uint8Array, contentType: string, FetchErrorOf<'parse'>['reason'], message: string]
  > = [
    ['JSON that is none', utf8('{"secret"'), JSON_TYPE, 'json', 'The response is not valid JSON'],
    ['JSON that is only blanks', utf8('  '), JSON_TYPE, 'json', 'The response is not valid JSON'],
    ['HTML called JSON', utf8('<html>'), JSON_TYPE, 'json', 'The response is not valid JSON'],
    ['JSON cut within a character', bytes(0x22, 0xe2, 0x82), JSON_TYPE, 'charset', 'The response is not valid utf-8'],
    [
      'JSON that is not in its declared charset',
      bytes(0x22, 0, 0, 0xd8, 0x22, 0),
      `${JSON_TYPE}; charset=utf-16le`,
      'charset',
      'The response is not valid utf-16le',
    ],
    [
      'JSON 201 levels deep',
      utf8(nested(201)),
      JSON_TYPE,
      'depth',
      'The response is JSON nested deeper than 200 levels',
    ],
    [
      'objects 201 levels deep',
      utf8(`${'{"a":'.repeat(200)}{}${'}'.repeat(200)}`),
      JSON_TYPE,
      'depth',
      'The response is JSON nested deeper than 200 levels',
    ],
    [
      'JSON deep at its end',
      utf8(`[1,{"a":${nested(199)}}]`),
      JSON_TYPE,
      'depth',
      'The response is JSON nested deeper than 200 levels',
    ],
    [
      'JSON so deep that a recursion would overflow',
      utf8(nested(100_000)),
      JSON_TYPE,
      'depth',
      'The response is JSON nested deeper than 200 levels',
    ],
    [
      'JSON of bytes in an unknown charset',
      bytes(0x22, 0xff, 0x22),
      `${JSON_TYPE}; charset=klingon`,
      'charset',
      'The response is in an unknown charset',
    ],
    ['ISO 8859-1 called UTF-8', bytes(0x22, 0xfc, 0x22), UTF8_JSON, 'charset', 'The response is not valid utf-8'],
    ['UTF-16 that is no JSON', bytes(0xff, 0xfe, 0x7b, 0), JSON_TYPE, 'json', 'The response is not valid JSON'],
    [
      'UTF-8 that is no JSON in any charset',
      utf8('<ü>'),
      `${JSON_TYPE}; charset=latin1`,
      'json',
      'The response is not valid JSON',
    ],
    [
      'JSON too deep in UTF-16',
      Buffer.from(nested(201), 'utf16le'),
      JSON_TYPE,
      'depth',
      'The response is JSON nested deeper than 200 levels',
    ],
    [
      'JSON too deep without a content type',
      utf8(nested(201)),
      '',
      'depth',
      'The response is JSON nested deeper than 200 levels',
    ],
  ]
  for (const [name, body, contentType, reason, message] of unreadable)
    it(`refuses ${name} without repeating it`, () => {
      expect(read(body, contentType)).to.deep.equal(E.left({ kind: 'parse', message, reason }))
    })

  const forced: ReadonlyArray<[parse: Parse, contentType: string, bodyType: string, value: unknown]> = [
    ['json', 'text/plain', 'json', { a: 1 }],
    ['json', 'application/octet-stream', 'json', { a: 1 }],
    ['text', JSON_TYPE, 'text', '{"a":1}'],
    ['text', 'image/png', 'text', '{"a":1}'],
    ['base64', JSON_TYPE, 'base64', 'eyJhIjoxfQ=='],
    ['base64', 'text/plain; charset=klingon', 'base64', 'eyJhIjoxfQ=='],
    ['json', '', 'json', { a: 1 }],
    ['json', 'text/plain; charset=klingon', 'json', { a: 1 }],
    ['text', '', 'text', '{"a":1}'],
    ['text', 'image/png; charset=klingon', 'text', '{"a":1}'],
    ['base64', '', 'base64', 'eyJhIjoxfQ=='],
  ]
  for (const [parse, contentType, bodyType, value] of forced)
    it(`reads ${contentType} as ${bodyType} where ${parse} is forced`, () => {
      expect(read(utf8('{"a":1}'), contentType, parse)).to.deep.equal(E.right({ body: value, bodyType }))
    })

  for (const parse of ['auto', 'json', 'text', 'base64'] as const)
    it(`reads no bytes as null under ${parse}`, () => {
      expect(read(bytes(), JSON_TYPE, parse)).to.deep.equal(E.right({ body: null, bodyType: 'empty' }))
    })

  /** Zeros that take no memory until they are read. */
  const limits: ReadonlyArray<[name: string, bytes: number, contentType: string, parse: Parse, limitBytes: number]> = [
    ['bytes', 402_653_167, 'image/png', 'auto', 402_653_166],
    ['bytes that are forced', 402_653_167, 'text/plain', 'base64', 402_653_166],
    ['text', 536_870_889, 'text/plain', 'auto', 536_870_888],
    ['text that is forced', 536_870_889, 'image/png', 'text', 536_870_888],
    ['JSON', 536_870_889, JSON_TYPE, 'auto', 536_870_888],
    ['what has no type', 536_870_889, '', 'auto', 536_870_888],
  ]
  for (const [name, byteLength, contentType, parse, limitBytes] of limits)
    it(`finds ${name} too large that no string can hold`, () => {
      expect(read(new Uint8Array(byteLength), contentType, parse)).to.deep.equal(E.left(tooLarge('body', limitBytes)))
    })

  it('reads on after a body that it refused', () => {
    expect(E.isLeft(read(bytes(0x22, 0xe2, 0x82), JSON_TYPE))).to.equal(true)
    expect(read(bytes(0xef, 0xbb, 0xbf, 0x31), JSON_TYPE)).to.deep.equal(E.right({ body: 1, bodyType: 'json' }))
  })

  it('keeps __proto__ a key like any other', () => {
    const result = read(utf8('{"__proto__":{"admin":true}}'), JSON_TYPE)
    if (E.isLeft(result)) throw new Error('not read')
    expect(Object.keys(result.right.body as object)).to.deep.equal(['__proto__'])
    expect((result.right.body as { admin?: unknown }).admin).to.equal(undefined)
    expect(({} as { admin?: unknown }).admin).to.equal(undefined)
  })

  it('reads back every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        expect(read(utf8(text), JSON_TYPE)).to.deep.equal(E.right({ body: JSON.parse(text), bodyType: 'json' }))
      }),
    )
  })

  it('reads any bytes as text the way a TextDecoder does, and as JSON only what that finds valid', () => {
    const nearlyUtf8 = fc
      .tuple(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 3 }))
      .map(([text, more]) => Uint8Array.from([...utf8(text), ...more]))
    const isValid = (body: Uint8Array): boolean => {
      try {
        return typeof new TextDecoder('utf-8', { fatal: true }).decode(body) === 'string'
      } catch {
        return false
      }
    }
    fc.assert(
      fc.property(fc.oneof(nearlyUtf8, fc.uint8Array({ minLength: 1 })), (body) => {
        fc.pre(body.byteLength > 0 && !/^utf-16/.test(markedEncoding(body) ?? ''))
        const text = new TextDecoder().decode(body)
        expect(read(body, 'text/plain')).to.deep.equal(E.right({ body: text, bodyType: 'text' }))
        const asJson = read(body, JSON_TYPE)
        if (!isValid(body)) {
          if (!body.subarray(0, 2).includes(0)) expect(asJson).to.have.nested.property('left.reason', 'charset')
        } else expect(E.isLeft(asJson) && asJson.left.kind === 'parse' && asJson.left.reason).not.to.equal('charset')
      }),
      { numRuns: 500 },
    )
  })

  it('never throws, and what it reads is as JSON what it is', () => {
    const contentType = fc.oneof(
      fc.constantFrom(JSON_TYPE, 'text/plain', 'image/png', 'text/plain; charset=utf-16', ';', 'a;charset=;b'),
      fc.string(),
    )
    const parse = fc.constantFrom('auto', 'json', 'text', 'base64')
    fc.assert(
      fc.property(fc.uint8Array(), contentType, parse, (body, type, form) => {
        const result = read(body, type, form)
        expect(JSON.parse(JSON.stringify(result))).to.deep.equal(result)
      }),
    )
  })
})
