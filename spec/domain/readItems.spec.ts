import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { readItems } from '../../src/domain/readItems.ts'

const A = 'https://a.example/'
const B = 'https://b.example/'

describe('readItems', () => {
  const readable: ReadonlyArray<[name: string, text: string, items: readonly unknown[]]> = [
    ['a URL', A, [A]],
    ['a URL in capitals', 'HTTPS://A.example/', ['HTTPS://A.example/']],
    ['a URL with blanks and line ends around', `\r\n \t${A}\0\x7f\n`, [A]],
    ['a quoted URL', `"${A}"`, [A]],
    ['a quoted URL with a blank inside', `"${A}a b"`, [`${A}a b`]],
    ['a request', `{"url":"${A}"}`, [{ url: A }]],
    ['a batch that is laid out over lines', `{\n  "urls": [\n    "${A}"\n  ]\n}\n`, [{ urls: [A] }]],
    ['an array', `["${A}",{"url":"${B}"}]`, [A, { url: B }]],
    ['an array that is laid out over lines', `[\r\n"${A}",\r\n"nonsense"]`, [A, 'nonsense']],
    ['an array without items', '[]', []],
    ['a byte order mark', `\ufeff{"url":"${A}"}`, [{ url: A }]],
    ['a byte order mark before lines', `\ufeff${A}\n${B}`, [A, B]],
    ['lines that end with LF', `${A}\n${B}\n`, [A, B]],
    ['lines that end with CR LF', `${A}\r\n${B}\r\n`, [A, B]],
    ['blank lines', `\n${A}\n\n \t \r\n${B}\n`, [A, B]],
    [
      'lines of every kind',
      `${A}\n"${B}"\n{"url":"${A}"}\n{"urls":["${B}"]}\n["${A}","${B}"]`,
      [A, B, { url: A }, { urls: [B] }, A, B],
    ],
    [
      'a line separator within JSON',
      `{"url":"${A}","body":"a\u2028b\u2029c\u0085d"}`,
      [{ url: A, body: 'a\u2028b\u2029c\u0085d' }],
    ],
    ['a line separator within lines of JSON', `{"url":"${A}","body":"\u2028"}\n${B}`, [{ url: A, body: '\u2028' }, B]],
    ['a line separator within a URL', `${A}a\u2028b\n${B}`, [`${A}a\u2028b`, B]],
    ['a URL that is broken, to be judged at its place', `${A}\nhttp://[\n`, [A, 'http://[']],
  ]
  for (const [name, text, items] of readable)
    it(`reads ${name}`, () => {
      expect(readItems(text)).to.deep.equal(E.right(items))
    })

  const BLANK = 'text with a blank inside'
  const CONTROL = 'text with a control character inside'
  const NO_JSON = 'text that begins like JSON and is none'
  const unreadable: ReadonlyArray<[name: string, text: string, issues: ReadonlyArray<[path: string, got: string]>]> = [
    ['nothing', '', [['', 'nothing']]],
    ['blanks', ' \r\n\t\n', [['', 'nothing']]],
    ['a word', 'hello', [['', 'other text']]],
    ['a quoted word', '"hello"', [['', 'other text']]],
    ['a number', '42', [['', 'a number']]],
    ['null', 'null', [['', 'null']]],
    ['a URL of another scheme', 'ftp://a.example/', [['', 'other text']]],
    ['two URLs on a line', `${A} ${B}`, [['', BLANK]]],
    ['a note behind a URL', `${A} # note`, [['', BLANK]]],
    ['a no-break space between two URLs', `${A}\u00a0${B}`, [['', BLANK]]],
    ['a row of a table', `1, ${A}`, [['', BLANK]]],
    ['a tab between two URLs', `${A}\t${B}`, [['', CONTROL]]],
    ['a CR between two URLs', `${A}\r${B}`, [['', CONTROL]]],
    ['a form feed between two URLs', `${A}\f${B}`, [['', CONTROL]]],
    ['a next-line control between two URLs', `${A}\u0085${B}`, [['', CONTROL]]],
    ['JSON that is cut off', `{"url":"${A}"`, [['', NO_JSON]]],
    ['JSON with a comma too many', `["${A}",]`, [['', NO_JSON]]],
    ['a quote that does not end', `"${A}`, [['', NO_JSON]]],
    ['JSON over lines that is broken', `{\n  "urls": [\n    "${A}",\n  ]\n}\n`, [['', NO_JSON]]],
    ['one bad line of several', `${A}\n${A} ${B}\n${B}`, [['line 2', BLANK]]],
    ['a bad line behind blank ones', `\n\n${A}\n{"url":\n`, [['line 4', NO_JSON]]],
    [
      'bad lines of every kind',
      `hello\n${A}\t${B}\n"${A}",\n${A} x`,
      [
        ['line 1', 'other text'],
        ['line 2', CONTROL],
        ['line 3', NO_JSON],
        ['line 4', BLANK],
      ],
    ],
  ]
  for (const [name, text, issues] of unreadable)
    it(`refuses ${name}`, () => {
      const read = readItems(text)
      expect(E.isLeft(read) && read.left.map(({ path, got }) => [path, got])).to.deep.equal(issues)
    })

  it('repeats nothing of what it refuses', () => {
    for (const text of ['s3cr3t', '{"s3cr3t"', `${A} s3cr3t`, `${A}\ns3cr3t`])
      expect(JSON.stringify(readItems(text))).to.not.include('s3cr3t')
  })

  it('tells a hundred issues at most', () => {
    const read = readItems('x\n'.repeat(100_000))
    expect(E.isLeft(read) && read.left).to.have.length(100)
  })
})
