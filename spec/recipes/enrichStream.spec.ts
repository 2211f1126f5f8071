import { expect } from 'chai'
import nock from 'nock'
import { from, lastValueFrom, toArray } from 'rxjs'
import { withCustomers } from './enrichStream.ts'

describe('the recipe enrichStream', () => {
  it('gives each order its customer, or null where there is none', async () => {
    const api = 'https://api.example.com'
    nock(api).get('/customers/1').reply(200, { name: 'Ada' }).get('/customers/2').reply(404)
    const orders = [
      { id: 'a', customer: 1 },
      { id: 'b', customer: 2 },
    ]
    expect(await lastValueFrom(withCustomers(from(orders), api).pipe(toArray()))).to.have.deep.members([
      { id: 'a', customer: { name: 'Ada' } },
      { id: 'b', customer: null },
    ])
  })
})
