import { expect } from 'chai'
import type { FetchFailure, FetchSuccess } from '../../src/domain/FetchResult.ts'
import { toAnswer } from '../../src/lambda/toAnswer.ts'
import { SAMPLE_ERRORS } from '../support/sampleErrors.ts'

const url = 'https://api.example/'
const timing = { startedAtMs: 1, durationMs: 2 }

const success: FetchSuccess = {
  outcome: 'success',
  index: 0,
  url,
  status: 200,
  headers: { etag: '"1"', 'set-cookie': ['session=1'] },
  body: { a: 1 },
  bodyType: 'json',
  attempts: 1,
  timing,
}

const failureOf = (error: FetchFailure['error']): FetchFailure => ({
  outcome: 'failure',
  index: 1,
  url,
  error,
  attempts: 2,
  timing,
})

describe('toAnswer', () => {
  it('gives the body of a success, also one that is null', () => {
    expect(toAnswer([success, { ...success, body: null, bodyType: 'empty' }])).to.deep.equal({
      statusCode: 200,
      body: [{ a: 1 }, null],
    })
  })

  for (const error of Object.values(SAMPLE_ERRORS))
    it(`gives ${error.kind} with its message, URL, attempts and own small data, but no body`, () => {
      const { message, kind, ...data } = error
      const { body: _, ...small } = { body: undefined, ...data }
      expect(toAnswer([failureOf(error)])).to.deep.equal({
        statusCode: 200,
        body: [{ error: message, kind, url, attempts: 2, ...small }],
      })
      expect(Object.keys(Object(toAnswer([failureOf(error)]).body)[0])).to.not.include('body')
    })

  it('gives whole results, with the public ones of their header fields, if the event asks for them', () => {
    const failure = failureOf(SAMPLE_ERRORS.timeout)
    expect(toAnswer([success, failure], 'full')).to.deep.equal({
      statusCode: 200,
      body: [{ ...success, headers: { etag: '"1"' } }, failure],
    })
  })
})
