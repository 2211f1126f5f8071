import { expect } from 'chai'
import { urlOrigin } from '../../src/domain/urlOrigin.ts'

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
