import { expect } from 'chai'
import { parseUrl } from '../../src/domain/parseUrl.ts'

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
})
