import { expect } from 'chai'
import nock from 'nock'
import { lastValueFrom, toArray } from 'rxjs'
import { users } from './typedBodies.ts'

describe('the recipe typedBodies', () => {
  it('gives users with their type, and says where there is none', async () => {
    const api = 'https://api.example.com'
    nock(api)
      .get('/1')
      .reply(200, { name: 'Ada', age: 36 })
      .get('/2')
      .reply(200, { name: 'Grace' })
      .get('/3')
      .reply(404)
    const urls = ['/1', '/2', '/3'].map((path) => api + path)
    const found = await lastValueFrom(users(urls).pipe(toArray()))
    expect(found).to.have.deep.members([
      { url: `${api}/1`, user: { name: 'Ada', age: 36 } },
      { url: `${api}/2`, error: 'It is no user' },
      { url: `${api}/3`, error: 'HTTP status 404' },
    ])
  })
})
