import { expect } from 'chai'
import { responseHeaders } from '../../src/transport/responseHeaders.ts'

describe('responseHeaders', () => {
  it('leaves single values as they are', () => {
    expect(responseHeaders({ 'content-type': 'text/plain', etag: '' })).to.deep.equal({
      'content-type': 'text/plain',
      etag: '',
    })
  })

  it('joins the values of repeated fields', () => {
    expect(responseHeaders({ vary: ['accept', 'origin'], via: ['a'] })).to.deep.equal({
      vary: 'accept, origin',
      via: 'a',
    })
  })

  it('makes set-cookie an array, also of one', () => {
    expect(responseHeaders({ 'set-cookie': 'a=1, 2' } as never)).to.deep.equal({ 'set-cookie': ['a=1, 2'] })
    expect(responseHeaders({ 'set-cookie': ['a=1', 'b=2'] })).to.deep.equal({ 'set-cookie': ['a=1', 'b=2'] })
  })
})
