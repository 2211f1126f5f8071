import { expect } from 'chai'
import nock from 'nock'
import { collectBatch } from 'rx-fanout'

it('gives each user a result, also one that is not there', async () => {
  nock('https://api.example.com').get('/users/1').reply(200, { name: 'Ada' }).get('/users/2').reply(404)
  const results = await collectBatch(['https://api.example.com/users/1', 'https://api.example.com/users/2'])
  expect(results[0]).to.deep.include({ outcome: 'success', body: { name: 'Ada' } })
  expect(results[1]).to.have.nested.property('error.status', 404)
})
