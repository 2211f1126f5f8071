import { expect } from 'chai'
import nock from 'nock'
import { fetchAll, handlerOf } from './sharedRate.ts'

describe('the recipe sharedRate', () => {
  it('fetches under the rate that is shared', async () => {
    nock('https://api.example.com').get('/a').reply(200, {}).get('/b').reply(200, {})
    expect(await handlerOf(10, { RX_FANOUT_ADDRESSES: 'any' })({ urls: ['https://api.example.com/a'] })).to.deep.equal({
      statusCode: 200,
      body: [{}],
    })
    expect(await fetchAll(['https://api.example.com/b'])).to.have.nested.property('[0].outcome', 'success')
  })

  it('refuses more instances than there are requests to share', () => {
    expect(() => handlerOf(601)).to.throw('RX_FANOUT_RATE')
  })
})
