import { runInNewContext } from 'node:vm'
import { expect } from 'chai'
import { isUrlObject, urlOf, urlText } from '../../src/domain/urlText.ts'

const A = 'https://a.example/'

/** As a test runner's sandbox has them. */
const foreign = runInNewContext(
  '(class URL { constructor(href) { this.href = href } get [Symbol.toStringTag]() { return "URL" } })',
)

describe('isUrlObject', () => {
  const table: ReadonlyArray<[what: string, value: unknown, isUrl: boolean]> = [
    ['a URL', new URL(A), true],
    ['a URL of another realm', new foreign(A), true],
    ['what calls itself one and has no text', new foreign(7), false],
    ['its text', A, false],
    ['an object with a text', { href: A }, false],
    ['null', null, false],
    ['undefined', undefined, false],
  ]
  for (const [what, value, isUrl] of table)
    it(`is ${isUrl} for ${what}`, () => {
      expect(isUrlObject(value)).to.equal(isUrl)
    })
})

describe('urlText', () => {
  it('leaves text as it is, and reads a URL', () => {
    expect(urlText('HTTPS://A.example')).to.equal('HTTPS://A.example')
    expect(urlText(new URL('HTTPS://A.example'))).to.equal(A)
  })
})

describe('urlOf', () => {
  const table: ReadonlyArray<[what: string, request: unknown, url: string]> = [
    ['text', 'HTTPS://A.example', 'HTTPS://A.example'],
    ['a URL', new URL(A), A],
    ['a URL of another realm', new foreign(A), A],
    ['a request', { url: A, method: 'POST' }, A],
    ['a request with a URL', { url: new URL(A) }, A],
    ['a request without one', { method: 'POST' }, ''],
    ['a request with another thing', { url: 7 }, ''],
    ['null', null, ''],
    ['undefined', undefined, ''],
    ['a number', 7, ''],
  ]
  for (const [what, request, url] of table)
    it(`is ${JSON.stringify(url)} of ${what}`, () => {
      expect(urlOf(request)).to.equal(url)
    })
})
