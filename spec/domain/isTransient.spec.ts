import { expect } from 'chai'
import type { FetchError } from '../../src/domain/FetchError.ts'
import { DEFAULT_POLICY } from '../../src/domain/FetchPolicy.ts'
import { isTransient } from '../../src/domain/isTransient.ts'
import { NOT_FOUND, RESET, statusError, TRY_AGAIN, timedOutBy } from '../support/expectedResults.ts'
import { SAMPLE_ERRORS } from '../support/sampleErrors.ts'

const SPENT = { 'x-ratelimit-remaining': '0' }

describe('isTransient', () => {
  const byKind: { readonly [K in FetchError['kind']]: boolean } = {
    timeout: true,
    dns: false,
    connect: true,
    tls: false,
    socket: true,
    protocol: false,
    status: false,
    parse: false,
    schema: false,
    'too-large': false,
    redirect: false,
    'rate-limited': false,
    deadline: false,
    aborted: false,
    'invalid-request': false,
    blocked: false,
    'output-limit': false,
    unexpected: false,
  }
  for (const error of Object.values(SAMPLE_ERRORS))
    it(`${byKind[error.kind] ? 'hopes' : 'gives up'} after ${error.kind}, as a rule`, () => {
      expect(isTransient(error, DEFAULT_POLICY.retryStatuses)).to.equal(byKind[error.kind])
    })

  const particular: ReadonlyArray<[name: string, error: FetchError, retryStatuses: readonly number[], is: boolean]> = [
    ['the total time', timedOutBy('total'), [], false],
    ['the time to connect', timedOutBy('connect'), [], true],
    ['a name that is unknown', NOT_FOUND, [], false],
    ['a name server that asks to try again', TRY_AGAIN, [], true],
    ['a cut connection', RESET, [], true],
    ['a status that is listed', statusError(418), [418], true],
    ['a status that is not', statusError(503), [418], false],
    ['403 with nothing remaining, where 429 is listed', statusError(403, undefined, SPENT), [429], true],
    ['403 with nothing remaining, where it is not', statusError(403, undefined, SPENT), [503], false],
    ['403 that says nothing', statusError(403), [429], false],
    ['404 with nothing remaining', statusError(404, undefined, SPENT), [429], false],
  ]
  for (const [name, error, retryStatuses, is] of particular)
    it(`${is ? 'hopes' : 'gives up'} after ${name}`, () => {
      expect(isTransient(error, retryStatuses)).to.equal(is)
    })
})
