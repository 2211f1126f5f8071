import { expect } from 'chai'
import { traceOf, withTrace } from '../../src/domain/AttemptTrace.ts'
import { type FetchError, toFetchError } from '../../src/domain/FetchError.ts'

const ERROR: FetchError = { kind: 'socket', message: 'The connection was cut off', code: 'ECONNRESET' }
const TRACE = { url: 'http://a.test/', hops: 2 }

describe('withTrace', () => {
  it('leaves no mark on the error, or on the one that it copies', () => {
    const traced = withTrace(ERROR, TRACE)
    expect(traced).to.deep.equal(ERROR)
    expect(JSON.stringify(traced)).to.equal(JSON.stringify(ERROR))
    expect(traceOf(ERROR)).to.equal(undefined)
  })
})

describe('traceOf', () => {
  it('knows an error that was thrown and caught', () => {
    expect(traceOf(toFetchError(withTrace(ERROR, TRACE)))).to.equal(TRACE)
  })
})
