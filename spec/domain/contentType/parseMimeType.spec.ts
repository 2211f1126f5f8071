import { expect } from 'chai'
import fc from 'fast-check'
import { parseMimeType } from '../../../src/domain/contentType/parseMimeType.ts'

describe('parseMimeType', () => {
  const JSON_TYPE = 'application/json'
  const readable: ReadonlyArray<[text: string, essence: string, parameters: Record<string, string>]> = [
    ['application/json', JSON_TYPE, {}],
    ['Application/JSON', JSON_TYPE, {}],
    [' \t\r\napplication/json \t\r\n', JSON_TYPE, {}],
    ['application/json;', JSON_TYPE, {}],
    ['application/json ; ', JSON_TYPE, {}],
    ['application/json;charset=utf-8', JSON_TYPE, { charset: 'utf-8' }],
    ['application/json ; Charset=UTF-8 ; x=y', JSON_TYPE, { charset: 'UTF-8', x: 'y' }],
    ['application/json;;; ;charset=utf-8;;', JSON_TYPE, { charset: 'utf-8' }],
    ['application/json;charset=utf-8;charset=latin1', JSON_TYPE, { charset: 'utf-8' }],
    ['application/json;charset=;charset=latin1', JSON_TYPE, { charset: 'latin1' }],
    ['application/json;charset;charset=latin1', JSON_TYPE, { charset: 'latin1' }],
    ['application/json;=utf-8', JSON_TYPE, {}],
    ['application/json;charset =utf-8', JSON_TYPE, {}],
    ['application/json;charset= utf-8', JSON_TYPE, { charset: ' utf-8' }],
    ['application/json;charset="utf-8"', JSON_TYPE, { charset: 'utf-8' }],
    ['application/json;charset="utf-8', JSON_TYPE, { charset: 'utf-8' }],
    ['application/json;charset=utf-8"', JSON_TYPE, { charset: 'utf-8"' }],
    ['application/json;charset="utf-8"x;y=z', JSON_TYPE, { charset: 'utf-8', y: 'z' }],
    ['application/json;charset="ut\\f\\-8"', JSON_TYPE, { charset: 'utf-8' }],
    ['application/json;charset=""', JSON_TYPE, { charset: '' }],
    ["application/json;charset='utf-8'", JSON_TYPE, { charset: "'utf-8'" }],
    ['application/json;x="a;charset=latin1";charset=utf-8', JSON_TYPE, { x: 'a;charset=latin1', charset: 'utf-8' }],
    ['application/json;x="a\\";charset=latin1', JSON_TYPE, { x: 'a";charset=latin1' }],
    ['application/json;x="\\', JSON_TYPE, { x: '\\' }],
    ['application/json;x=(;charset=utf-8', JSON_TYPE, { x: '(', charset: 'utf-8' }],
    ['application/json;";charset=utf-8', JSON_TYPE, { charset: 'utf-8' }],
    ['application/json;x y=1;charset=utf-8', JSON_TYPE, { charset: 'utf-8' }],
    ['application/json;x=\u20ac;charset=utf-8', JSON_TYPE, { charset: 'utf-8' }],
    ['application/json;x=\xff', JSON_TYPE, { x: '\xff' }],
    ['*/*', '*/*', {}],
  ]
  for (const [text, essence, parameters] of readable)
    it(`reads ${JSON.stringify(text)}`, () => {
      const mimeType = parseMimeType(text)
      expect(mimeType?.essence).to.equal(essence)
      expect(Object.fromEntries(mimeType?.parameters ?? [])).to.deep.equal(parameters)
    })

  const broken = [
    '',
    ' ',
    'json',
    '/',
    'a/',
    'a/ ',
    '/json',
    'a/b/c',
    'a b/c',
    'a/b c',
    '(a)/b',
    'a/b(;x=y',
    ';charset=utf-8',
    'ä/b',
    'a/b, c/d',
  ]
  for (const text of broken)
    it(`does not read ${JSON.stringify(text)}`, () => {
      expect(parseMimeType(text)).to.equal(undefined)
    })

  it('reads or not, but never throws', () => {
    const pieces = fc.array(fc.constantFrom('a', '/', ';', '=', '"', '\\', ' ', ',', 'charset', '\u20ac'))
    fc.assert(
      fc.property(pieces, (parts) => {
        const mimeType = parseMimeType(parts.join(''))
        if (mimeType !== undefined) expect(mimeType.essence).to.match(/^[^/]+\/[^/]+$/)
      }),
    )
  })
})
