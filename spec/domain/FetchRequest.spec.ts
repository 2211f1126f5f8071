import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { FetchRequest, UrlOrRequest } from '../../src/domain/FetchRequest.ts'

const URL_A = 'https://a.example/'

const everything = {
  url: URL_A,
  id: 'a',
  method: 'POST',
  headers: { accept: '*/*' },
  body: { q: 1 },
  idempotent: true,
  timeoutMs: 1,
  totalTimeoutMs: 1,
  retries: 0,
  retryStatuses: [500],
  retryDelayMs: 1,
  maxRetryDelayMs: 1,
  maxRetryAfterMs: 1,
  maxBodyBytes: 1,
  maxRedirects: 0,
  parse: 'json',
}

describe('FetchRequest', () => {
  it('needs only a URL', () => {
    expect(FetchRequest.decode({ url: URL_A })).to.deep.equal(E.right({ url: URL_A }))
    expect(FetchRequest.is({ url: URL_A })).to.equal(true)
    expect(FetchRequest.is({})).to.equal(false)
  })

  it('may say how it is fetched', () => {
    expect(FetchRequest.decode(everything)).to.deep.equal(E.right(everything))
  })

  it('may have any body', () => {
    for (const body of ['', 'text', Uint8Array.of(1), [], null, undefined, 0, 1n])
      expect(FetchRequest.is({ url: URL_A, body })).to.equal(true)
  })

  it('does not set what belongs to the batch', () => {
    for (const field of ['concurrency', 'perOrigin', 'deadlineMs'])
      expect(FetchRequest.is({ url: URL_A, [field]: 1 }), field).to.equal(false)
  })
})

describe('UrlOrRequest', () => {
  it('is a string or a request', () => {
    for (const value of [URL_A, '', { url: URL_A }, everything]) {
      expect(UrlOrRequest.is(value)).to.equal(true)
      expect(UrlOrRequest.decode(value)).to.deep.equal(E.right(value))
      expect(UrlOrRequest.encode(value as string)).to.equal(value)
    }
  })

  it('is nothing else', () => {
    for (const value of [null, undefined, 5, [], {}, new URL(URL_A), { url: 5 }]) {
      expect(UrlOrRequest.is(value)).to.equal(false)
      expect(E.isLeft(UrlOrRequest.decode(value))).to.equal(true)
    }
  })
})
