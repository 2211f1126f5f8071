import { expect } from 'chai'
import { createHandler, handler } from '../../src/lambda/index.ts'

describe('handler', () => {
  it('is ready without a context', async () => {
    expect(await handler({ urls: [] })).to.deep.equal({ statusCode: 200, body: [] })
  })

  it('declares no more parameters than the runtime allows', () => {
    expect(handler.length).to.be.lessThan(3)
    expect(createHandler({ env: {} }).length).to.be.lessThan(3)
  })

  it('does not fetch from the machine that it runs on', async () => {
    const url = 'http://127.0.0.1:9/'
    expect(await handler({ urls: [url] })).to.deep.equal({
      statusCode: 200,
      body: [{ error: 'The request is not allowed', kind: 'blocked', url, attempts: 1 }],
    })
  })
})
