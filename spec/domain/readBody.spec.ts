import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { FetchErrorOf } from '../../src/domain/FetchError.ts'
import type { Parse } from '../../src/domain/FetchPolicy.ts'
import { readBody } from '../../src/domain/readBody.ts'

const JSON_TYPE = 'application/json'

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
    ['bytes without a content type', utf8('{}'), undefined, 'base64', 'e30='],
    ['bytes with an empty content type', utf8('a'), '', 'base64', 'YQ=='],
    ['lines of JSON, which are not JSON', utf8('1\n2'), 'application/x-ndjson', 'base64', 'MQoy'],
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
      'JSON in an unknown charset',
      utf8('1'),
      `${JSON_TYPE}; charset=klingon`,
      'charset',
      'The response is in an unknown charset',
    ],
    [
      'text in an unknown charset',
      utf8('a'),
      'text/plain; charset=klingon',
      'charset',
      'The response is in an unknown charset',
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
  ]
  for (const [parse, contentType, bodyType, value] of forced)
    it(`reads ${contentType} as ${bodyType} where ${parse} is forced`, () => {
      expect(read(utf8('{"a":1}'), contentType, parse)).to.deep.equal(E.right({ body: value, bodyType }))
    })

  for (const parse of ['auto', 'json', 'text', 'base64'] as const)
    it(`reads no bytes as null under ${parse}`, () => {
      expect(read(bytes(), JSON_TYPE, parse)).to.deep.equal(E.right({ body: null, bodyType: 'empty' }))
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
        fc.pre(body.byteLength > 0)
        const text = new TextDecoder().decode(body)
        expect(read(body, 'text/plain')).to.deep.equal(E.right({ body: text, bodyType: 'text' }))
        const asJson = read(body, JSON_TYPE)
        if (!isValid(body)) expect(asJson).to.have.nested.property('left.reason', 'charset')
        else expect(E.isLeft(asJson) && asJson.left.kind === 'parse' && asJson.left.reason).not.to.equal('charset')
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
