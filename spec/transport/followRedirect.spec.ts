import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import type { FetchError } from '../../src/domain/FetchError.ts'
import type { Hop } from '../../src/domain/Hop.ts'
import { followRedirect, isRedirect, visit } from '../../src/transport/followRedirect.ts'

const hop = (own: Partial<Omit<Hop, 'url'>> & { url?: string } = {}): Hop => ({
  method: 'GET',
  headers: {},
  body: null,
  ...own,
  url: new URL(own.url ?? 'https://api.example/v1/things?page=1'),
})

type Redirect = { status?: number; location?: string; visited?: readonly string[]; maxRedirects?: number }

/** Follows a redirect, by default a 302 that is the first. */
const follow = (
  from: Hop,
  { status = 302, location = '/there', visited = [visit(from)], maxRedirects = 5 }: Redirect,
) => followRedirect(from, status, { location }, visited, maxRedirects)

const followed = (from: Hop, redirect: Redirect): Hop => {
  const next = follow(from, redirect)
  if (E.isLeft(next)) throw new Error(next.left.message)
  return next.right
}

const refused = (from: Hop, redirect: Redirect): FetchError => {
  const next = follow(from, redirect)
  if (E.isRight(next)) throw new Error(`It leads to ${next.right.url}`)
  return next.left
}

describe('isRedirect', () => {
  const rows: ReadonlyArray<readonly [boolean, number, string | undefined]> = [
    [true, 301, '/'],
    [true, 302, '/'],
    [true, 303, '/'],
    [true, 307, '/'],
    [true, 308, '/'],
    [false, 200, '/'],
    [false, 201, '/'],
    [false, 300, '/'],
    [false, 304, '/'],
    [false, 305, '/'],
    [false, 306, '/'],
    [false, 404, '/'],
    [false, 302, undefined],
    [false, 302, ''],
    [false, 302, '  '],
  ]
  for (const [expected, status, location] of rows) {
    it(`is ${expected} for a ${status} with the location ${JSON.stringify(location)}`, () => {
      expect(isRedirect(status, location === undefined ? {} : { location })).to.equal(expected)
    })
  }
})

describe('visit', () => {
  it('tells hops apart by method and URL', () => {
    expect(visit(hop({ method: 'PUT', url: 'https://api.example/a?b' }))).to.equal('PUT https://api.example/a?b')
  })
})

describe('followRedirect', () => {
  const places: ReadonlyArray<readonly [location: string, url: string]> = [
    ['https://other.example/x', 'https://other.example/x'],
    ['http://api.example/x', 'http://api.example/x'],
    ['//other.example/x', 'https://other.example/x'],
    ['/x', 'https://api.example/x'],
    ['x', 'https://api.example/v1/x'],
    ['../x', 'https://api.example/x'],
    ['?page=2', 'https://api.example/v1/things?page=2'],
    [' /x ', 'https://api.example/x'],
    ['HTTPS://Other.Example:443/x', 'https://other.example/x'],
    ['/ä b', 'https://api.example/%C3%A4%20b'],
  ]
  for (const [location, url] of places) {
    it(`goes to ${url} for the location "${location}"`, () => {
      expect(followed(hop(), { location }).url.href).to.equal(url)
    })
  }

  it('keeps the fragment unless there is a new one', () => {
    const from = hop({ url: 'https://api.example/a#here' })
    expect(followed(from, { location: '/b' }).url.hash).to.equal('#here')
    expect(followed(from, { location: '/b#there' }).url.hash).to.equal('#there')
  })

  describe('methods', () => {
    const rows: ReadonlyArray<readonly [status: number, method: string, next: string]> = [
      [301, 'GET', 'GET'],
      [301, 'HEAD', 'HEAD'],
      [301, 'POST', 'GET'],
      [301, 'PUT', 'PUT'],
      [301, 'DELETE', 'DELETE'],
      [302, 'GET', 'GET'],
      [302, 'HEAD', 'HEAD'],
      [302, 'POST', 'GET'],
      [302, 'PATCH', 'PATCH'],
      [303, 'GET', 'GET'],
      [303, 'HEAD', 'HEAD'],
      [303, 'POST', 'GET'],
      [303, 'PUT', 'GET'],
      [303, 'DELETE', 'GET'],
      [307, 'POST', 'POST'],
      [307, 'GET', 'GET'],
      [308, 'POST', 'POST'],
      [308, 'PUT', 'PUT'],
    ]
    for (const [status, method, next] of rows) {
      it(`makes a ${method} a ${next} after ${status}`, () => {
        expect(followed(hop({ method }), { status }).method).to.equal(next)
      })
    }

    const body = { method: 'POST', body: 'sent', headers: { 'content-type': 'text/plain', 'x-trace': '1' } }

    it('drops the body, and the fields that describe it, where a POST becomes a GET', () => {
      const next = followed(hop(body), { status: 303 })
      expect([next.body, next.headers]).to.deep.equal([null, { 'x-trace': '1' }])
    })

    it('sends both again where the method stays', () => {
      const next = followed(hop(body), { status: 307 })
      expect([next.body, next.headers]).to.deep.equal([body.body, body.headers])
    })
  })

  describe('header fields', () => {
    const PRIVATE = [
      'authorization',
      'proxy-authorization',
      'cookie',
      'host',
      'x-api-key',
      'api_key',
      'x_api_key',
      'x-goog-api-key',
      'ocp-apim-subscription-key',
      'x-auth-token',
      'x-amz-security-token',
      'x-session-id',
      'x-jwt',
      'dpop',
      'x-otp',
      'x-trace',
      'x-acceptance',
      'forwarded',
      'origin',
      'referer',
      'x-content-secret',
      'acceptor',
      'my-range',
      'x-if-match',
    ]
    const OPEN = [
      'accept',
      'accept-language',
      'accept-encoding',
      'accept-version',
      'user-agent',
      'content-type',
      'content-language',
      'content-md5',
      'range',
      'if-range',
      'if-none-match',
      'if-modified-since',
      'idempotency-key',
      'traceparent',
      'tracestate',
      'x-request-id',
    ]
    const headers = Object.fromEntries([...PRIVATE, ...OPEN].map((name) => [name, 'a value']))
    const kept = (url: string, location: string) =>
      Object.keys(followed(hop({ headers, url }), { location, status: 307 }).headers)

    for (const [change, url, location] of [
      ['only the path', 'https://api.example/', '/elsewhere'],
      ['only the spelling', 'https://api.example/', 'HTTPS://API.example:443/x'],
      ['http to https', 'http://api.example/', 'https://api.example/'],
      ['http to https, both ports told', 'http://api.example:80/', 'https://api.example:443/a'],
    ] as const) {
      it(`all go along when ${change} changes`, () => {
        expect(kept(url, location)).to.deep.equal([...PRIVATE, ...OPEN])
      })
    }

    for (const [change, url, location] of [
      ['the host', 'https://api.example/', 'https://other.example/'],
      ['the host, to a subdomain', 'https://api.example/', 'https://www.api.example/'],
      ['the host, to its name with a dot', 'https://api.example/', 'https://api.example./'],
      ['the port', 'https://api.example/', 'https://api.example:8443/'],
      ['https to http', 'https://api.example/', 'http://api.example/'],
      ['http to https at another port', 'http://api.example/', 'https://api.example:8443/'],
      ['http at another port to https', 'http://api.example:8080/', 'https://api.example/'],
      ['http to https of the same odd port', 'http://api.example:8080/', 'https://api.example:8080/'],
      ['http to https of another host', 'http://api.example/', 'https://www.api.example/'],
    ] as const) {
      it(`only those that prove nothing go along when ${change} changes`, () => {
        expect(kept(url, location)).to.deep.equal(OPEN)
      })
    }
  })

  for (const location of [
    '/a\tb',
    '/a\rb',
    '/a\nb',
    '/a\r\nhttp://b.example/',
    '/a\0b',
    '/a\x7fb',
    'ht\ntp://b.example/',
  ]) {
    it(`refuses the location ${JSON.stringify(location)}, which the URL standard would repair in silence`, () => {
      expect(refused(hop(), { location })).to.include({ kind: 'redirect', reason: 'location' })
    })
  }

  for (const [location, url] of [
    ['\t/x\t', 'https://api.example/x'],
    ['\0\x7f /x \x1f', 'https://api.example/x'],
    ['/a b?c d', 'https://api.example/a%20b?c%20d'],
    ['/x?', 'https://api.example/x?'],
  ] as const) {
    it(`goes to ${url} for the location ${JSON.stringify(location)}`, () => {
      expect(followed(hop(), { location }).url.href).to.equal(url)
    })
  }

  it('keeps an Idempotency-Key across origins, without which a POST may not be sent again', () => {
    const from = hop({ method: 'POST', headers: { 'idempotency-key': 'once', 'x-api-key': 'secret' } })
    const next = followed(from, { status: 307, location: 'https://other.example/' })
    expect(next.headers).to.deep.equal({ 'idempotency-key': 'once' })
  })

  it('reads a location as UTF-8 where it is, and as Latin-1 where it is not', () => {
    const inUtf8 = Buffer.from('/ü').toString('latin1')
    for (const location of [inUtf8, '/\xfc', '/ü']) expect(followed(hop(), { location }).url.href).to.match(/\/%C3%BC$/)
  })

  describe('refuses', () => {
    const NOWHERE: FetchError = { kind: 'redirect', message: 'The redirect leads to no valid URL', reason: 'location' }
    const AWAY: FetchError = {
      kind: 'redirect',
      message: 'The redirect leads away from http and https',
      reason: 'scheme',
    }
    const ROUND: FetchError = { kind: 'redirect', message: 'The redirects go round in a loop', reason: 'loop' }
    const tooMany = (most: number): FetchError => ({
      kind: 'redirect',
      message: `There are more than ${most} redirects`,
      reason: 'too-many',
    })

    for (const location of [
      'http://',
      'https://[::1',
      'http://a b/',
      'https://api.example:99999/',
      '/a\tb',
      'https://a\t.example/',
    ]) {
      it(`the location ${JSON.stringify(location)}`, () => {
        expect(refused(hop(), { location })).to.deep.equal(NOWHERE)
      })
    }

    for (const location of ['ftp://api.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:,x', 'ws://a/']) {
      it(`the location ${location}`, () => {
        expect(refused(hop(), { location })).to.deep.equal(AWAY)
      })
    }

    it('what leads to itself', () => {
      expect(refused(hop({ url: 'https://api.example/a' }), { location: '/a' })).to.deep.equal(ROUND)
    })

    it('what leads back to an earlier hop', () => {
      const visited = ['GET https://api.example/a', 'GET https://api.example/b']
      expect(refused(hop({ url: 'https://api.example/b' }), { location: '/a', visited })).to.deep.equal(ROUND)
    })

    it('not the same URL with another method', () => {
      const from = hop({ method: 'POST', url: 'https://api.example/a' })
      expect(followed(from, { status: 303, location: '/a' }).method).to.equal('GET')
    })

    it('every redirect if none is allowed', () => {
      expect(refused(hop(), { maxRedirects: 0 })).to.deep.equal(tooMany(0))
    })

    it('one more than are allowed', () => {
      const visited = ['GET https://api.example/1', 'GET https://api.example/2']
      expect(E.isRight(follow(hop(), { maxRedirects: 2, visited }))).to.equal(true)
      expect(refused(hop(), { maxRedirects: 1, visited })).to.deep.equal(tooMany(1))
    })
  })
})
