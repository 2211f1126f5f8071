import { expect } from 'chai'
import got from 'got'
import nock from 'nock'
import pMap from 'p-map'

it('gives each user a result, also one that is not there', async () => {
  nock('https://api.example.com').get('/users/1').reply(200, { name: 'Ada' }).get('/users/2').reply(404)
  const urls = ['https://api.example.com/users/1', 'https://api.example.com/users/2']
  const fetchOne = (url: string) =>
    got(url)
      .json()
      .catch((error: { response?: object }) => error.response)
  const results = await pMap(urls, fetchOne, { concurrency: 20 })
  expect(results[0]).to.deep.equal({ name: 'Ada' })
  expect(results[1]).to.have.property('statusCode', 404)
})
