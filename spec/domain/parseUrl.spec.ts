import { expect } from 'chai'
import { parseUrl, resolveUrl, trimBlanks } from '../../src/domain/parseUrl.ts'

describe('parseUrl', () => {
  it('gives what URL.parse gives, whatever came before', () => {
    const urls = ['', 'https://a.example/x?y#z', 'https://a.example/x?y#z', 'no URL', '', 'http://b.example:81']
    expect(urls.map((url) => parseUrl(url)?.href)).to.deep.equal(urls.map((url) => URL.parse(url)?.href))
  })

  it('parses a URL that comes twice in a row once', () => {
    const parsed = parseUrl('https://a.example/')
    expect(parseUrl('https://a.example/')).to.equal(parsed)
    parseUrl('https://b.example/')
    expect(parseUrl('https://a.example/')).not.to.equal(parsed)
  })

  const controls = ['\t', '\n', '\r', '\0', '\b', '\x1f', '\x7f', '\u0080', '\u0085', '\u009f']
  for (const control of controls)
    it(`gives null for ${JSON.stringify(control)} inside`, () => {
      for (const url of [
        `https://a.example/x${control}https://b.example/`,
        `htt${control}ps://a.example/`,
        `https://a${control}.example/`,
      ])
        expect(parseUrl(url), url).to.equal(null)
    })

  const around: ReadonlyArray<[url: string, href: string]> = [
    [' \t\r\n\0\x1f\x7fhttps://a.example/x\x7f\x1f\0\n\r\t ', 'https://a.example/x'],
    ['https://a.example/a b?c d', 'https://a.example/a%20b?c%20d'],
    ['\nhttps://a.example/a b\x7f', 'https://a.example/a%20b'],
    ['https://a.example/\u2028', 'https://a.example/%E2%80%A8'],
  ]
  for (const [url, href] of around)
    it(`reads ${JSON.stringify(url)} as ${href}`, () => {
      expect(parseUrl(url)?.href).to.equal(href)
    })
})

describe('resolveUrl', () => {
  it('sees a reference from its base', () => {
    expect(resolveUrl(' ../c d ', 'https://a.example/a/b')?.href).to.equal('https://a.example/c%20d')
  })

  it('gives null for a control character inside', () => {
    expect(resolveUrl('/a\tb', 'https://a.example/')).to.equal(null)
  })
})

describe('trimBlanks', () => {
  it('takes away C0 characters, blanks and DEL around, and nothing else', () => {
    expect(trimBlanks(' \0\t\x7f\u00a0a b\u2028\r\n')).to.equal('\u00a0a b\u2028')
    expect(trimBlanks(' \n')).to.equal('')
  })
})
