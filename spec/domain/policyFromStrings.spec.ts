import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { DEFAULT_POLICY } from '../../src/domain/FetchPolicy.ts'
import { POLICY_FIELDS, policyFromStrings } from '../../src/domain/policyFromStrings.ts'

describe('policyFromStrings', () => {
  it('reads every field from text', () => {
    const texts = {
      concurrency: '5',
      perOrigin: ' 2 ',
      deadlineMs: '60000',
      retries: '0',
      retryStatuses: '429, 503',
      parse: 'json',
    }
    expect(policyFromStrings(texts)).to.deep.equal(
      E.right({
        concurrency: 5,
        perOrigin: 2,
        deadlineMs: 60_000,
        retries: 0,
        retryStatuses: [429, 503],
        parse: 'json',
      }),
    )
  })

  it('reads no text as no policy', () => {
    expect(policyFromStrings({})).to.deep.equal(E.right({}))
  })

  const table: ReadonlyArray<[field: string, text: string, path: string, got: unknown]> = [
    ['concurrency', 'many', 'concurrency', 'many'],
    ['concurrency', '', 'concurrency', ''],
    ['concurrency', '-1', 'concurrency', -1],
    ['concurrency', '1.5', 'concurrency', 1.5],
    ['concurrency', '0x10', 'concurrency', '0x10'],
    ['concurrency', '1e2', 'concurrency', '1e2'],
    ['retryStatuses', '429,', 'retryStatuses[1]', ''],
    ['retryStatuses', '429;503', 'retryStatuses[0]', '429;503'],
    ['parse', 'xml', 'parse', 'xml'],
    ['parse', '5', 'parse', '5'],
    ['timeout', '5', 'timeout', 5],
  ]
  for (const [field, text, path, got] of table)
    it(`refuses ${JSON.stringify(text)} as ${field}`, () => {
      const decoded = policyFromStrings({ [field]: text })
      expect(E.isLeft(decoded) && decoded.left.map((issue) => [issue.path, issue.got])).to.deep.equal([[path, got]])
    })
})

describe('POLICY_FIELDS', () => {
  it('names every field that has a default, and what has none', () => {
    expect(POLICY_FIELDS).to.have.members([
      ...Object.keys(DEFAULT_POLICY),
      'perOrigin',
      'deadlineMs',
      'rate',
      'hedgeAfterMs',
    ])
  })
})
