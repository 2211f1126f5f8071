import { expect } from 'chai'
import nock from 'nock'
import { pay } from './idempotencyKeys.ts'

describe('the recipe idempotencyKeys', () => {
  it('sends a payment again under its key after an answer that may pass', async () => {
    const api = nock('https://api.example.com', { reqheaders: { 'idempotency-key': 'p1' } })
    api.post('/payments', { id: 'p1', cents: 500 }).reply(503)
    api.post('/payments', { id: 'p1', cents: 500 }).reply(201, { paid: true })
    const [result] = await pay([{ id: 'p1', cents: 500 }], 'https://api.example.com')
    expect(result).to.deep.include({ outcome: 'success', id: 'p1', attempts: 2, body: { paid: true } })
  })
})
