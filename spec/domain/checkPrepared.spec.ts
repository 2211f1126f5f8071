import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import type { Attempt } from '../../src/domain/Attempt.ts'
import { checkPrepared } from '../../src/domain/checkPrepared.ts'

const ATTEMPT: Attempt = {
  url: 'https://user:word@a.example/x?y',
  method: 'POST',
  headers: { authorization: 'Basic dXNlcjp3b3Jk', accept: '*/*' },
  body: 'text',
  maxBodyBytes: 7,
  maxRedirects: 2,
  resendable: false,
}
const changed = (change: object): unknown => ({ ...ATTEMPT, ...change })

describe('checkPrepared', () => {
  it('takes an attempt as it is', () => {
    expect(checkPrepared(ATTEMPT, ATTEMPT)).to.deep.equal(E.right(ATTEMPT))
  })

  const taken: ReadonlyArray<[name: string, change: object, becomes: object]> = [
    ['headers in whatever form', { headers: new Map([['X-Key', '1']]) }, { 'x-key': '1' }],
    ['a token over the URL’s credentials', { headers: { Authorization: 'Bearer t' } }, { authorization: 'Bearer t' }],
  ]
  for (const [name, change, headers] of taken)
    it(`takes ${name}`, () => {
      const checked = checkPrepared(ATTEMPT, changed(change))
      expect(E.isRight(checked) && checked.right.headers).to.deep.include(headers)
    })

  it('takes another path, and a value to be sent as JSON', () => {
    const checked = checkPrepared(ATTEMPT, changed({ url: 'https://a.example/z?signature=1', body: { a: 1 } }))
    expect(E.isRight(checked) && checked.right).to.deep.include({
      url: 'https://a.example/z?signature=1',
      body: '{"a":1}',
    })
    expect(E.isRight(checked) && checked.right.headers).to.include({ 'content-type': 'application/json' })
  })

  it('lets a program change no limit', () => {
    const checked = checkPrepared(
      ATTEMPT,
      changed({ maxBodyBytes: 1e9, maxRedirects: 99, resendable: true, limitMs: 1 }),
    )
    expect(checked).to.deep.equal(E.right(ATTEMPT))
  })

  const refused: ReadonlyArray<[name: string, given: unknown, field: string]> = [
    ['null', null, 'prepare'],
    ['text', 'https://a.example/', 'prepare'],
    ['nothing', undefined, 'prepare'],
    ['an attempt without a URL', {}, 'url'],
    ['another host', changed({ url: 'https://b.example/' }), 'url'],
    ['another port', changed({ url: 'https://a.example:8443/' }), 'url'],
    ['another scheme', changed({ url: 'http://a.example/' }), 'url'],
    ['a line break in the URL', changed({ url: 'https://a.example/\nx' }), 'url'],
    ['a number as method', changed({ method: 5 }), 'method'],
    ['CONNECT', changed({ method: 'CONNECT' }), 'method'],
    ['no headers', changed({ headers: null }), 'headers'],
    ['a number as header', changed({ headers: { a: 1 } }), 'headers'],
    ['a line break in a header', changed({ headers: { a: 'b\r\nc: d' } }), 'headers'],
    ['a length of its own', changed({ headers: { 'Content-Length': '3' } }), 'headers.content-length'],
    ['a body where the method has none', changed({ method: 'GET' }), 'body'],
    ['a body that cannot be sent', changed({ body: new Map() }), 'body'],
  ]
  for (const [name, given, field] of refused)
    it(`refuses ${name}, without a word of it`, () => {
      const checked = checkPrepared(ATTEMPT, given)
      expect(E.isLeft(checked) && checked.left).to.include({ kind: 'invalid-request', field })
      expect(JSON.stringify(checked)).to.not.match(/word|signature|b\.example/)
    })
})
