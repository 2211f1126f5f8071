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
    it(`gives ${error.kind} with its message, URL, attempts and own small data, but no headers or body`, () => {
      const { message, kind, ...data } = error
      const { headers: _, body: __, ...small } = { headers: undefined, body: undefined, ...data }
      expect(toAnswer([failureOf(error)])).to.deep.equal({
        statusCode: 200,
        body: [{ error: message, kind, url, attempts: 2, ...small }],
      })
      expect(Object.keys(Object(toAnswer([failureOf(error)]).body)[0]))
        .to.not.include('body')
        .and.not.include('headers')
    })

  it('does not tell where redirects led a failure, unless it gives whole results', () => {
    const failure = { ...failureOf(SAMPLE_ERRORS.socket), finalUrl: 'https://other.example/' }
    expect(toAnswer([failure]).body)
      .to.have.property('0')
      .that.does.not.have.property('finalUrl')
    expect(toAnswer([failure], 'full').body).to.deep.equal([failure])
  })

  it('gives whole results, with the public ones of their header fields, if the event asks for them', () => {
    const timeout = failureOf(SAMPLE_ERRORS.timeout)
    const missing = failureOf(SAMPLE_ERRORS.status)
    expect(toAnswer([success, timeout, missing], 'full')).to.deep.equal({
      statusCode: 200,
      body: [
        { ...success, headers: { etag: '"1"' } },
        timeout,
        { ...missing, error: { ...SAMPLE_ERRORS.status, headers: { 'retry-after': '1' } } },
      ],
    })
  })
})
