import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { itemsOf, readLine } from '../../src/domain/readLine.ts'

const SECRET = 'https://user:hunter2@a.example/?token=hunter2'

describe('readLine', () => {
  const table: ReadonlyArray<[line: string, items: readonly unknown[] | string]> = [
    ['', []],
    [' \t\r', []],
    ['https://a.example/', ['https://a.example/']],
    ['  HTTP://a.example/\r', ['HTTP://a.example/']],
    ['"https://a.example/"', ['https://a.example/']],
    ['{"url":"https://a.example/"}', [{ url: 'https://a.example/' }]],
    ['{"urls":[]}', [{ urls: [] }]],
    ['["https://a.example/",{"url":"b"},7]', ['https://a.example/', { url: 'b' }, 7]],
    ['[]', []],
    ['{"url":', 'text that begins like JSON and is none'],
    ['["a"] ["b"]', 'text that begins like JSON and is none'],
    ['https://a.example/ https://b.example/', 'text with a blank inside'],
    ['https://a.example/ # mine', 'text with a blank inside'],
    ['https://a.example/\u00a0b', 'text with a blank inside'],
    ['https://a.example/\tb', 'text with a control character inside'],
    ['https://a.example/\u0085b', 'text with a control character inside'],
    ['a.example', 'other text'],
    ['ftp://a.example/', 'other text'],
    ['"a.example"', 'other text'],
    ['null', 'other text'],
    ['7', 'other text'],
  ]
  for (const [line, items] of table)
    it(`reads ${JSON.stringify(line)} as ${JSON.stringify(items)}`, () => {
      expect(readLine(line)).to.deep.equal(typeof items === 'string' ? E.left(items) : E.right(items))
    })

  it('repeats nothing of what it cannot read', () => {
    for (const line of [`${SECRET} ${SECRET}`, `{${SECRET}`, `"${SECRET}`, `${SECRET}\t${SECRET}`, `x${SECRET}`]) {
      const read = readLine(line)
      expect(E.isLeft(read) && read.left)
        .to.be.a('string')
        .that.does.not.include('hunter2')
    }
  })
})

describe('itemsOf', () => {
  const table: ReadonlyArray<[value: unknown, items: readonly unknown[] | string]> = [
    ['http://a.example/', ['http://a.example/']],
    [{ url: 'a' }, [{ url: 'a' }]],
    [
      [1, [2]],
      [1, [2]],
    ],
    ['text', 'other text'],
    [null, 'null'],
    [7, 'a number'],
    [true, 'a boolean'],
  ]
  for (const [value, items] of table)
    it(`is ${JSON.stringify(items)} of ${JSON.stringify(value)}`, () => {
      expect(itemsOf(value)).to.deep.equal(typeof items === 'string' ? E.left(items) : E.right(items))
    })
})
