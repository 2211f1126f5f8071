import { expect } from 'chai'
import { dnsFailure } from '../../../src/transport/names/dnsFailure.ts'

const NOT_FOUND = { kind: 'dns', message: 'The host name was not found', code: 'ENOTFOUND' }
const NOT_RESOLVED = { kind: 'dns', message: 'The host name could not be resolved', code: 'EAI_AGAIN' }

describe('dnsFailure', () => {
  const rows: ReadonlyArray<readonly [code: string, expected: typeof NOT_FOUND]> = [
    ['ENOTFOUND', NOT_FOUND],
    ['ENODATA', NOT_FOUND],
    ['EAI_NONAME', NOT_FOUND],
    ['EAI_NODATA', NOT_FOUND],
    ['EBADNAME', NOT_FOUND],
    ['', NOT_RESOLVED],
    ['EAI_AGAIN', NOT_RESOLVED],
    ['ESERVFAIL', NOT_RESOLVED],
    ['ETIMEOUT', NOT_RESOLVED],
    ['EREFUSED', NOT_RESOLVED],
    ['ECONNREFUSED', NOT_RESOLVED],
    ['ECANCELLED', NOT_RESOLVED],
    ['EAI_MEMORY', NOT_RESOLVED],
  ]
  for (const [code, expected] of rows) {
    it(`takes "${code}" for ${expected.code}`, () => {
      expect(dnsFailure(code).fetchError).to.deep.equal(expected)
    })
  }
})
