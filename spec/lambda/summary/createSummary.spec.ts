import { expect } from 'chai'
import type { FetchError } from '../../../src/domain/FetchError.ts'
import type { FetchResult } from '../../../src/domain/FetchResult.ts'
import { createSummary } from '../../../src/lambda/summary/createSummary.ts'
import { type IndexRange, SUMMARY_ROOM } from '../../../src/lambda/summary/Summary.ts'
import { SAMPLE_ERRORS } from '../../support/sampleErrors.ts'

const head = (index: number, attempts: number, durationMs: number) => ({
  index,
  url: 'https://a.example/',
  attempts,
  timing: { startedAtMs: 0, durationMs },
})

const success = (index: number, attempts = 1, durationMs = 1): FetchResult => ({
  outcome: 'success',
  ...head(index, attempts, durationMs),
  status: 200,
  headers: {},
  body: null,
  bodyType: 'empty',
})

const failure = (index: number, error: FetchError, attempts: number, durationMs = 1): FetchResult => ({
  outcome: 'failure',
  ...head(index, attempts, durationMs),
  error,
})

const { deadline, aborted } = SAMPLE_ERRORS
const invalid = SAMPLE_ERRORS['invalid-request']
const noRoom = SAMPLE_ERRORS['output-limit']

describe('createSummary', () => {
  it('counts what is told and measures what came', () => {
    const { arrived, told, summary } = createSummary(3)
    for (const result of [success(0, 3, 10), success(1, 1, 30), failure(2, deadline, 2, 20)]) arrived(result)
    for (const result of [success(0), failure(1, noRoom, 1), failure(2, deadline, 2)]) told(result)
    expect(summary()).to.deep.equal({
      requests: 3,
      results: 3,
      succeeded: 1,
      failed: 2,
      failures: { 'output-limit': 1, deadline: 1 },
      retries: 3,
      p50Ms: 20,
      p95Ms: 30,
      maxMs: 30,
      unfinished: [],
    })
  })

  const UNFINISHED: ReadonlyArray<[what: string, results: readonly FetchResult[], ranges: readonly IndexRange[]]> = [
    [
      'never started for lack of time',
      [failure(0, deadline, 0), success(1), failure(2, deadline, 0)],
      [
        [0, 0],
        [2, 2],
      ],
    ],
    ['never started before the abort', [success(0), failure(1, aborted, 0), failure(2, aborted, 0)], [[1, 2]]],
    ['was begun', [success(0), failure(1, deadline, 1), failure(2, aborted, 2)], []],
    ['cannot be sent, now or later', [failure(0, invalid, 0), success(1), success(2)], []],
    [
      'nothing came of',
      [success(1)],
      [
        [0, 0],
        [2, 2],
      ],
    ],
  ]
  for (const [what, results, ranges] of UNFINISHED)
    it(`names as unfinished ${ranges.length === 0 ? 'nothing that' : 'what'} ${what}`, () => {
      const { arrived, summary } = createSummary(3)
      for (const result of results) arrived(result)
      expect(summary().unfinished).to.deep.equal(ranges)
    })

  it('takes no more than its room, whatever came', () => {
    const requests = 200_000
    const { arrived, told, summary } = createSummary(requests)
    const errors = Object.values(SAMPLE_ERRORS)
    for (let index = 0; index < requests; index += 1) {
      const error = errors[index % errors.length] as FetchError
      arrived(index % 2 === 0 ? failure(index, deadline, 0) : failure(index, error, 1, 1_234_567.891_234_567))
      told(failure(index, error, 1))
    }
    expect(summary().unfinished).to.have.length(requests / 2)
    expect(JSON.stringify({ summary: summary() }).length).to.be.below(
      SUMMARY_ROOM.bytes + SUMMARY_ROOM.perRequestBytes * requests,
    )
  })
})
