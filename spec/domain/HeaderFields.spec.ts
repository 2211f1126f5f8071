import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { checkHeaders, HeaderFields } from '../../src/domain/HeaderFields.ts'

const INVALID = { kind: 'invalid-request' } as const

function* pairsOf(...names: readonly string[]): Generator<[string, string]> {
  for (const name of names) yield [name, name]
}

describe('HeaderFields', () => {
  const are: ReadonlyArray<[name: string, value: unknown]> = [
    ['an object of strings', { a: 'b' }],
    ['an object without fields', {}],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 'b' })],
    ['Headers', new Headers({ a: 'b' })],
    ['a Map', new Map([['a', 'b']])],
    ['pairs', [['a', 'b']]],
    ['no pairs', []],
    ['a Set of pairs', new Set([['a', 'b']])],
    ['a generator of pairs', pairsOf('a')],
  ]
  for (const [name, value] of are)
    it(`are ${name}`, () => {
      expect(HeaderFields.is(value)).to.equal(true)
      const decoded = HeaderFields.decode(value)
      expect(E.isRight(decoded) && decoded.right).to.equal(value)
    })

  const areNot: ReadonlyArray<[name: string, value: unknown]> = [
    ['a string', 'a: b'],
    ['null', null],
    ['a number', 5],
    ['an object with a number', { a: 1 }],
    ['an object with an array, as of node:http', { 'set-cookie': ['a'] }],
    ['an object with nothing', { a: undefined }],
    ['an array of strings', ['a: b']],
    ['pairs with a number', [['a', 1]]],
    ['pairs of three', [['a', 'b', 'c']]],
    ['a date', new Date()],
    [
      'an object of a class',
      new (class Fields {
        readonly accept = '*/*'
      })(),
    ],
    ['a function', () => ({ a: 'b' })],
  ]
  for (const [name, value] of areNot)
    it(`are not ${name}`, () => {
      expect(HeaderFields.is(value)).to.equal(false)
      expect(E.isLeft(HeaderFields.decode(value))).to.equal(true)
    })
})

describe('checkHeaders', () => {
  const taken: ReadonlyArray<[name: string, headers: HeaderFields]> = [
    ['an object', { 'X-One': '1', two: '2' }],
    ['Headers', new Headers({ 'X-One': '1', two: '2' })],
    [
      'pairs',
      [
        ['X-One', '1'],
        ['two', '2'],
      ],
    ],
    [
      'a Map',
      new Map([
        ['X-One', '1'],
        ['two', '2'],
      ]),
    ],
    [
      'a Set of pairs',
      new Set<[string, string]>([
        ['X-One', '1'],
        ['two', '2'],
      ]),
    ],
  ]
  for (const [name, headers] of taken)
    it(`takes all of ${name}, in lower case`, () => {
      expect(checkHeaders('headers', headers)).to.deep.equal(E.right({ 'x-one': '1', two: '2' }))
    })

  it('takes what can be gone through only once', () => {
    expect(checkHeaders('headers', pairsOf('a', 'b'))).to.deep.equal(E.right({ a: 'a', b: 'b' }))
  })

  it('keeps __proto__ and constructor names like any other', () => {
    const checked = checkHeaders('headers', JSON.parse('{ "__proto__": "x", "constructor": "y" }'))
    expect(E.isRight(checked) && Object.entries(checked.right)).to.deep.equal([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
  })

  const LATIN = 'must be free of control characters and of what is not Latin-1, got some'
  const refused: ReadonlyArray<[name: string, headers: unknown, field: string, says: string]> = [
    ['an empty name', { '': 'x' }, 'headers', 'must be named by HTTP tokens, got another name in field 1'],
    [
      'a name with a blank',
      { a: 'b', 'secret y': 'x' },
      'headers',
      'must be named by HTTP tokens, got another name in field 2',
    ],
    ['a value with CR and LF', { 'X-secret': 'secret\r\nset-cookie: a=b' }, 'headers', `${LATIN} in field 1`],
    ['a value with NUL', { a: 'b', secret: 'secret\0' }, 'headers', `${LATIN} in field 2`],
    ['a value beyond Latin-1', { secret: '🔑' }, 'headers', `${LATIN} in field 1`],
    ['a token with a line end', { Authorization: 'Bearer secret\n' }, 'headers.authorization', LATIN],
    [
      'two spellings of one name',
      { Accept: 'secret', accept: 'b' },
      'headers',
      'must be fields of different names, got a name again in field 2',
    ],
    [
      'one name twice',
      [
        ['secret', 'a'],
        ['secret', 'b'],
      ],
      'headers',
      'must be fields of different names, got a name again in field 2',
    ],
    [
      'an iterable of strings',
      new Set(['secret: b']),
      'headers',
      'must be pairs of a name and a value, both strings, got something else as field 1',
    ],
    [
      'a Map of numbers',
      new Map([['secret', 1]]),
      'headers',
      'must be pairs of a name and a value, both strings, got something else as field 1',
    ],
    [
      'too many fields',
      Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`secret${index}`, ''])),
      'headers',
      'must be at most 2000 fields, got more',
    ],
    ...[
      'Connection',
      'Content-Length',
      'Expect',
      'Keep-Alive',
      'Proxy-Connection',
      'TE',
      'Trailer',
      'Transfer-Encoding',
      'Upgrade',
    ].map((name): [string, object, string, string] => [
      name,
      { [name]: 'secret' },
      `headers.${name.toLowerCase()}`,
      'must be left to the HTTP client, got a value',
    ]),
  ]
  for (const [name, headers, field, says] of refused)
    it(`refuses ${name}, and repeats nothing of it`, () => {
      const checked = checkHeaders('headers', headers as HeaderFields)
      expect(checked).to.deep.equal(E.left({ ...INVALID, field, message: `Invalid request: ${field} ${says}` }))
      expect(JSON.stringify(checked)).to.not.include('secret')
    })

  it('says whose headers are wrong', () => {
    const checked = checkHeaders('options.headers', { Cookie: '\n' })
    expect(E.isLeft(checked) && checked.left).to.include({ field: 'options.headers.cookie' })
  })
})
