import { expect } from 'chai'
import { withTrace } from '../../src/domain/AttemptTrace.ts'
import type { FetchError } from '../../src/domain/FetchError.ts'
import { wasNotProcessed } from '../../src/domain/wasNotProcessed.ts'
import { NOT_FOUND, REFUSED, RESET, statusError, TRY_AGAIN, timedOutBy } from '../support/expectedResults.ts'

const SPENT = { ratelimit: '"default";r=0;t=9' }

describe('wasNotProcessed', () => {
  const errors: ReadonlyArray<[name: string, error: FetchError, is: boolean]> = [
    ['a refused connection', REFUSED, true],
    ['a name server that did not answer', TRY_AGAIN, true],
    ['429', statusError(429), true],
    ['403 with nothing remaining', statusError(403, undefined, SPENT), true],
    ['403 that says nothing', statusError(403), false],
    ['503', statusError(503), false],
    ['a name that is unknown', NOT_FOUND, false],
    ['another failure to connect', { kind: 'connect', message: 'made up', code: 'EHOSTUNREACH' }, false],
    ['a cut connection', RESET, false],
    ['a timeout', timedOutBy('attempt'), false],
  ]
  for (const [name, error, is] of errors) {
    it(`${is ? 'is shown' : 'is not shown'} by ${name}`, () => {
      expect(wasNotProcessed(error, [429])).to.equal(is)
    })
    it(`is never shown by ${name} of a later hop`, () => {
      expect(wasNotProcessed(withTrace(error, { url: 'https://b.example/', hops: 2 }), [429])).to.equal(false)
    })
    it(`${is ? 'is shown' : 'is not shown'} by ${name} of a first hop that is traced`, () => {
      expect(wasNotProcessed(withTrace(error, { url: 'https://a.example/', hops: 1 }), [429])).to.equal(is)
    })
  }

  it('asks for 429 among the statuses to retry', () => {
    for (const error of [statusError(429), statusError(403, undefined, SPENT)])
      expect(wasNotProcessed(error, [503])).to.equal(false)
    expect(wasNotProcessed(REFUSED, [])).to.equal(true)
  })
})
