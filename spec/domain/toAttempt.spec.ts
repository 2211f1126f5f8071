import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { Attempt } from '../../src/domain/Attempt.ts'
import type { FetchRequest } from '../../src/domain/FetchRequest.ts'
import { toAttempt } from '../../src/domain/toAttempt.ts'

const URL_A = 'https://a.example/'
const LIMITS = { maxBodyBytes: 1_000, maxRedirects: 5 }

const attemptOf = (request: FetchRequest, defaultHeaders: Record<string, string> = {}) =>
  toAttempt(request, LIMITS, defaultHeaders)

describe('toAttempt', () => {
  const BYTES = Uint8Array.of(1, 2)
  const JSON_HEADERS = { 'content-type': 'application/json' }
  const sendable: ReadonlyArray<[name: string, request: Partial<FetchRequest>, attempt: Partial<Attempt>]> = [
    ['a plain GET', {}, {}],
    ['a URL verbatim', { url: 'HTTP://A.example:80/a b?q=ü#f' }, { url: 'HTTP://A.example:80/a b?q=ü#f' }],
    ['a method in capitals', { method: 'delete' }, { method: 'DELETE' }],
    ['a method of its own', { method: 'M-SEARCH' }, { method: 'M-SEARCH' }],
    ['a string as body', { method: 'POST', body: 'a=b' }, { method: 'POST', body: 'a=b' }],
    ['an empty string as body', { method: 'PUT', body: '' }, { method: 'PUT', body: '' }],
    ['bytes as body', { method: 'PUT', body: BYTES }, { method: 'PUT', body: BYTES }],
    ['what may not be sent twice', { idempotent: false }, { resendable: false }],
    ['what may', { method: 'POST', idempotent: true }, { method: 'POST' }],
    [
      'form fields',
      { method: 'POST', body: new URLSearchParams({ q: 'a b', r: 'ü' }) },
      {
        method: 'POST',
        body: 'q=a+b&r=%C3%BC',
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      },
    ],
    [
      'form fields of a content type of its own',
      { method: 'POST', body: new URLSearchParams('q=1'), headers: { 'Content-Type': 'a/b' } },
      { method: 'POST', body: 'q=1', headers: { 'content-type': 'a/b' } },
    ],
    ['a URL object', { url: new URL('https://a.example/x y') }, { url: 'https://a.example/x%20y' }],
    [
      'a URL with blanks and control characters around verbatim',
      { url: ' \n\0https://a.example/\x7f\r\n' },
      { url: ' \n\0https://a.example/\x7f\r\n' },
    ],
    ['Headers', { headers: new Headers({ 'X-Api-Key': 'k' }) }, { headers: { 'x-api-key': 'k' } }],
    ['no body for null', { method: 'GET', body: null }, {}],
    ['no body for undefined', { method: 'GET', body: undefined }, {}],
    [
      'an object as JSON',
      { method: 'POST', body: { q: 1 } },
      { method: 'POST', body: '{"q":1}', headers: JSON_HEADERS },
    ],
    ['an array as JSON', { method: 'PATCH', body: [1] }, { method: 'PATCH', body: '[1]', headers: JSON_HEADERS }],
    ['false as JSON', { method: 'POST', body: false }, { method: 'POST', body: 'false', headers: JSON_HEADERS }],
    ['0 as JSON', { method: 'POST', body: 0 }, { method: 'POST', body: '0', headers: JSON_HEADERS }],
    ['a body on DELETE', { method: 'DELETE', body: 'x' }, { method: 'DELETE', body: 'x' }],
    ['a body on QUERY', { method: 'QUERY', body: 'x' }, { method: 'QUERY', body: 'x' }],
    ['header names in lower case', { headers: { 'X-Api-Key': 'k' } }, { headers: { 'x-api-key': 'k' } }],
    ['an empty header', { headers: { 'x-empty': '' } }, { headers: { 'x-empty': '' } }],
    ['a header with tab and Latin-1', { headers: { a: 'b\tü' } }, { headers: { a: 'b\tü' } }],
    [
      'JSON of a content type of its own',
      { method: 'POST', body: {}, headers: { 'Content-Type': 'application/ld+json' } },
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/ld+json' } },
    ],
    [
      'credentials of the URL as basic authorization',
      { url: 'https://us%40er:p%C3%A4ss@a.example/' },
      { url: 'https://us%40er:p%C3%A4ss@a.example/', headers: { authorization: 'Basic dXNAZXI6cMOkc3M=' } },
    ],
    [
      'a user without password',
      { url: 'https://user@a.example/' },
      { url: 'https://user@a.example/', headers: { authorization: 'Basic dXNlcjo=' } },
    ],
    [
      'its own authorization before credentials of the URL',
      { url: 'https://user@a.example/', headers: { Authorization: 'Bearer t' } },
      { url: 'https://user@a.example/', headers: { authorization: 'Bearer t' } },
    ],
  ]
  for (const [name, request, attempt] of sendable)
    it(`sends ${name}`, () => {
      const plain: Attempt = { url: URL_A, method: 'GET', headers: {}, body: null, ...LIMITS }
      expect(attemptOf({ url: URL_A, ...request })).to.deep.equal(E.right({ ...plain, ...attempt }))
    })

  it("lets a request's headers come over the batch's, and those over what a body or the URL sets", () => {
    const request = {
      url: 'https://user:secret@a.example/',
      method: 'POST',
      body: { q: 1 },
      headers: { Accept: 'text/html', 'X-Own': '1' },
    }
    const defaults = { accept: '*/*', 'x-all': '2', 'content-type': 'application/cbor', authorization: 'Bearer t' }
    const attempt = attemptOf(request, defaults)
    expect(E.isRight(attempt) && attempt.right.headers).to.deep.equal({
      accept: 'text/html',
      'x-own': '1',
      'x-all': '2',
      'content-type': 'application/cbor',
      authorization: 'Bearer t',
    })
  })

  it('does not change the headers of the batch', () => {
    const defaults = Object.freeze({ accept: '*/*' })
    attemptOf({ url: 'https://user@a.example/', headers: { Accept: 'text/html' } }, defaults)
    expect(defaults).to.deep.equal({ accept: '*/*' })
  })

  const notOne = 'Invalid request: url must be an absolute URL, got what does not parse as one'
  const noScheme =
    'Invalid request: url must be an absolute URL, got one without a scheme: put http:// or https:// in front'
  const otherScheme = 'Invalid request: url must be an http or https URL, got another scheme'
  const control =
    'Invalid request: url must be free of control characters, got one with a tab, a line break or another inside'
  const invalid: ReadonlyArray<[name: string, request: Partial<FetchRequest>, field: string, message: string]> = [
    ['no URL', { url: '' }, 'url', notOne],
    ['a relative URL', { url: '/path?token=secret' }, 'url', notOne],
    ['a URL without host', { url: 'https://' }, 'url', notOne],
    ['a URL with a broken port', { url: 'https://user:secret@a.example:x/' }, 'url', notOne],
    ['a file', { url: 'file:///etc/secret' }, 'url', otherScheme],
    ['data', { url: 'data:text/plain,secret' }, 'url', otherScheme],
    ['an address', { url: 'mailto:secret@a.example' }, 'url', otherScheme],
    ['a host and a port', { url: 'localhost:7900/secret' }, 'url', noScheme],
    ['an IPv4 address and a port', { url: '127.0.0.1:7900/secret' }, 'url', noScheme],
    ['a host', { url: 'a.example/secret' }, 'url', noScheme],
    ['a word', { url: 'secret' }, 'url', noScheme],
    ['two URLs in one', { url: 'https://a.example/\nhttps://b.example/secret' }, 'url', control],
    ['a URL with a tab', { url: 'https://a.example/\tsecret' }, 'url', control],
    ['a URL with a NUL', { url: 'https://a.example/\0secret' }, 'url', control],
    ['a scheme with a line break', { url: 'ht\ntps://a.example/secret' }, 'url', control],
    [
      'credentials that do not decode',
      { url: 'https://secret%:x@a.example/' },
      'url',
      'Invalid request: url must be free of broken percent-encoding in its credentials, got some',
    ],
    ['an empty method', { method: '' }, 'method', 'Invalid request: method must be an HTTP token, got another string'],
    [
      'a method that is no token',
      { method: 'secret /\r\n' },
      'method',
      'Invalid request: method must be an HTTP token, got another string',
    ],
    ['CONNECT', { method: 'connect' }, 'method', 'Invalid request: method must be one that fetches, got CONNECT'],
    ['a body on GET', { body: 'secret' }, 'body', 'Invalid request: body must be absent for GET, got a body'],
    ['an empty body on GET', { body: '' }, 'body', 'Invalid request: body must be absent for GET, got a body'],
    [
      'a body on HEAD',
      { method: 'head', body: {} },
      'body',
      'Invalid request: body must be absent for HEAD, got a body',
    ],
    [
      'a body on TRACE',
      { method: 'TRACE', body: 'x' },
      'body',
      'Invalid request: body must be absent for TRACE, got a body',
    ],
    [
      'bad headers',
      { headers: { 'secret name': 'x' } },
      'headers',
      'Invalid request: headers must be named by HTTP tokens, got another name in field 1',
    ],
    [
      'a bad body',
      { method: 'POST', body: new Map([['secret', 1]]) },
      'body',
      'Invalid request: body must be a string, a Uint8Array, URLSearchParams or a JSON value, got a Map: give Object.fromEntries(map)',
    ],
  ]
  for (const [name, request, field, message] of invalid)
    it(`refuses ${name} without repeating what may be secret`, () => {
      const attempt = attemptOf({ url: URL_A, ...request })
      expect(attempt).to.deep.equal(E.left({ kind: 'invalid-request', message, field }))
      expect(message).to.not.include('secret')
    })

  it('never throws, whatever URL, method, headers and body say', () => {
    const anyRequest = fc.record(
      {
        url: fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((user) => `https://${user}@a.example/`),
        ),
        method: fc.oneof(fc.string(), fc.constantFrom('POST', 'PUT')),
        headers: fc.dictionary(fc.string(), fc.string()),
        body: fc.anything(),
      },
      { requiredKeys: ['url'] },
    )
    fc.assert(
      fc.property(anyRequest, (request) => {
        const attempt = attemptOf(request)
        if (E.isLeft(attempt)) expect(attempt.left.kind).to.equal('invalid-request')
        else expect(attempt.right.url).to.equal(request.url)
      }),
    )
  })
})
