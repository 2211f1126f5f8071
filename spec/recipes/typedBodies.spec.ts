import { expect } from 'chai'
import nock from 'nock'
import { lastValueFrom, map, toArray } from 'rxjs'
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
    const ages$ = users(['/1', '/2', '/3'].map((path) => api + path)).pipe(
      map((result) => (result.outcome === 'success' ? result.body.age : result.error.kind)),
      toArray(),
    )
    expect(await lastValueFrom(ages$)).to.have.members([36, 'schema', 'status'])
  })
})
