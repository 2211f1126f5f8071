import { Readable } from 'node:stream'
import { expect } from 'chai'
import { toHeaders } from '../../../src/cli/options/toHeaders.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const none = { stdin: Readable.from([]) }

describe('toHeaders', () => {
  const folder = temporaryFolder()

  const right: ReadonlyArray<[typed: readonly string[], headers: object]> = [
    [[], {}],
    [['Accept: text/csv'], { accept: 'text/csv' }],
    [['X-A:1', 'x-b:  two words '], { 'x-a': '1', 'x-b': 'two words' }],
    [['Referer: https://a.example/:1'], { referer: 'https://a.example/:1' }],
    [['X-Empty;'], { 'x-empty': '' }],
    [['Accept: a', 'accept: b'], { accept: 'a, b' }],
    [['Cookie: a=1', 'Cookie: b=2'], { cookie: 'a=1; b=2' }],
  ]
  for (const [typed, headers] of right)
    it(`reads ${typed.join(' and ') || 'nothing'}`, async () => {
      expect(await toHeaders(typed, none)).to.deep.equal(headers)
    })

  it('reads the lines of a file, and of standard input', async () => {
    const path = folder.write('headers.txt', 'Accept: a\r\n\r\nX-Key: 1\n')
    expect(await toHeaders([`@${path}`], none)).to.deep.equal({ accept: 'a', 'x-key': '1' })
    expect(await toHeaders(['@-'], { stdin: Readable.from([Buffer.from('X-Key: 2')]) })).to.deep.equal({ 'x-key': '2' })
  })

  const wrong: ReadonlyArray<[typed: string, message: RegExp]> = [
    ['s3cr3t', /^--header must have a colon behind its name: type --header 'Name: value'/],
    ['Authorization:', /^--header has nothing behind its colon/],
    ['bad name: s3cr3t', /^--header must be named by HTTP tokens/],
    ['Authorization: s3cr3t\u0000', /^--header.authorization must be/],
    ['Content-Length: 5', /^--header.content-length must be left to the HTTP client/],
    ['@/missing/headers.txt', /^cannot read \/missing\/headers.txt: no such file or directory$/],
    ['@', /^--header @ names no file: type --header @file/],
  ]
  for (const [typed, message] of wrong)
    it(`refuses ${JSON.stringify(typed)}, without its secrets`, async () => {
      const error = await toHeaders([typed], none).catch((thrown: Error) => thrown)
      expect(error)
        .to.be.an.instanceOf(Error)
        .and.have.property('message')
        .that.matches(message)
        .and.not.includes('s3cr3t')
    })
})
