import { expect } from 'chai'
import fc from 'fast-check'
import type { ParsedUrl } from '../../src/domain/ParsedUrl.ts'
import { parseAlike, urlOrigin } from '../../src/domain/urlOrigin.ts'

describe('urlOrigin', () => {
  it('is that of each URL, in whatever order they come', () => {
    const urls = ['http://a.example/1', 'http://a.example/2', 'https://a.example/', 'http://a.example:81/'].map(
      (url) => new URL(url),
    )
    for (const url of [...urls, ...urls, ...urls.toReversed(), urls[0]])
      if (url !== undefined) expect(urlOrigin(url)).to.equal(url.origin)
  })

  it('is opaque where a URL has none', () => {
    expect(urlOrigin(new URL('mailto:a@b.example'))).to.equal('null')
  })
})

describe('parseAlike', () => {
  const FIELDS = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'hash'] as const
  const fieldsOf = (url: ParsedUrl | null) => url && FIELDS.map((field) => url[field])

  /** What is parsed after a URL of that origin. */
  const parseAfter = (origin: string, text: string): ParsedUrl | undefined => {
    urlOrigin(new URL('http://before.example'))
    urlOrigin(new URL(origin))
    return parseAlike(text)
  }

  const origins = ['http://a.example', 'https://a.example:8443', 'http://[::1]:81', 'https://127.0.0.1']
  for (const origin of origins)
    it(`knows a plain URL of ${origin} without a parser`, () => {
      for (const rest of ['/', '/items/1', '/a/b.json?x=1&y=a+b', '//', '/a//b/', '/%20~!$&()*+,;=:@-_', '/?a=/../b?'])
        expect(fieldsOf(parseAfter(origin, origin + rest) ?? null)).to.deep.equal(fieldsOf(URL.parse(origin + rest)))
    })

  const others = ['', '/.', '/a/../b', '/%2e%2E/b', '/a b', '/a#b', '/\\b', '/ü', "/?'", '/a\tb', '/a?b#', '/"', '/[']
  for (const rest of others)
    it(`leaves ${JSON.stringify(rest)} to a parser`, () => {
      expect(parseAfter('http://a.example', `http://a.example${rest}`)).to.equal(undefined)
    })

  it('knows the URLs of several origins that take turns', () => {
    for (const origin of origins) urlOrigin(new URL(origin))
    for (const origin of [...origins, ...origins.toReversed()])
      expect(fieldsOf(parseAlike(`${origin}/x`) ?? null)).to.deep.equal(fieldsOf(new URL(`${origin}/x`)))
  })

  it('forgets origins when there are very many', () => {
    const ofMany = (index: number): string => `http://${index}.many.example/`
    for (let index = 0; index < 1_000; index += 1) urlOrigin(new URL(ofMany(index)))
    expect(parseAlike(ofMany(0))).to.equal(undefined)
    expect(parseAlike(ofMany(999))?.hostname).to.equal('999.many.example')
  })

  it('leaves a URL of millions of segments to a parser', () => {
    const text = `http://a.example${'/a'.repeat(5_000_000)}`
    expect(parseAfter('http://a.example', text)).to.equal(undefined)
  })

  it('leaves what begins otherwise to a parser', () => {
    for (const text of [
      'http://a.example:80/',
      'http://u@a.example/',
      'HTTP://a.example/',
      ' http://a.example/',
      '/',
      'null/',
    ])
      expect(parseAfter('http://a.example', text)).to.equal(undefined)
  })

  it('takes nothing from a URL that only has its origin', () => {
    for (const url of ['blob:https://b.example/1', 'mailto:a@b.example', 'ftp://b.example/'])
      expect(parseAfter(url, 'https://b.example/x')).to.equal(undefined)
    expect(parseAfter('ftp://b.example/', 'ftp://b.example/x')).to.equal(undefined)
  })

  it('takes no credentials and no fragment over', () => {
    const url = 'https://b.example/x'
    expect(fieldsOf(parseAfter('https://u:p@b.example/y#z', url) ?? null)).to.deep.equal(fieldsOf(new URL(url)))
  })

  it('says what URL.parse says, or nothing, of any text', () => {
    const pieces = fc.constantFrom(...'/.?#&= \\\'@:%|^{\t"<~aé\u017f', '%2e', '%2E', '%zz', '//', '/.', 'b.c')
    let known = 0
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (rest) => {
        const text = `http://a.example/${rest.join('')}`
        const alike = parseAfter('http://a.example', text)
        if (alike === undefined) return
        known += 1
        expect(fieldsOf(alike)).to.deep.equal(fieldsOf(URL.parse(text)))
      }),
      { numRuns: 5_000 },
    )
    expect(known).to.be.greaterThan(100)
  })
})
