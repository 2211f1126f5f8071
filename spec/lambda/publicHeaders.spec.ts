import { expect } from 'chai'
import { publicHeaders } from '../../src/lambda/publicHeaders.ts'

describe('publicHeaders', () => {
  it('keeps what describes the representation and the limits of the server', () => {
    const headers = { 'content-type': 'text/plain', etag: '"1"', 'retry-after': '5', 'x-request-id': 'a' }
    expect(publicHeaders(headers)).to.deep.equal(headers)
  })

  it('leaves out sessions, internals and whatever it does not know', () => {
    const headers = { 'set-cookie': ['session=1'], server: 'a/1', 'x-powered-by': 'b', via: 'c', 'x-other': 'd' }
    expect(publicHeaders(headers)).to.deep.equal({})
  })
})
