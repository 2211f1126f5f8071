import { expect } from 'chai'
import { answerEvent, missing } from '../../support/answerEvent.ts'

const A = 'https://api.example/a'
const MISSING = 'https://api.example/missing'

describe('items', () => {
  it('answers a bare array of URLs and requests with a bare array', async () => {
    const { answer } = await answerEvent([A, { url: MISSING, retries: 0 }, A])
    expect(answer).to.deep.equal([{ path: '/a' }, missing(MISSING), { path: '/a' }])
  })

  it('answers a string that is no URL among others at its place', async () => {
    const { answer } = await answerEvent([A, 'nonsense'])
    expect(answer).to.have.length(2).and.have.nested.property('[1].kind', 'invalid-request')
  })

  it('answers a wrong request with where it is', async () => {
    const { answer } = await answerEvent([A, { url: A, retry: 1 }])
    expect(answer).to.deep.equal({
      statusCode: 400,
      body: { error: 'Invalid event', issues: [{ path: '[1].retry', expected: 'no such field', got: 1 }] },
    })
  })
})
