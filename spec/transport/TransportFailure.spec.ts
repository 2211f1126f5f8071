import { expect } from 'chai'
import { timedOut } from '../../src/domain/FetchError.ts'
import { TransportFailure } from '../../src/transport/TransportFailure.ts'

describe('TransportFailure', () => {
  it('is an Error that carries a FetchError and says its message', () => {
    const failure = new TransportFailure(timedOut('connect'))
    expect(failure).to.be.an.instanceOf(Error)
    expect(failure.fetchError).to.deep.equal(timedOut('connect'))
    expect([failure.name, failure.message]).to.deep.equal(['TransportFailure', 'Request timed out'])
  })

  it('has no code', () => {
    expect(new TransportFailure({ kind: 'dns', message: 'none', code: 'ENOTFOUND' })).not.to.have.property('code')
  })
})
