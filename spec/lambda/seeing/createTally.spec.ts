import { expect } from 'chai'
import { createTally } from '../../../src/lambda/seeing/createTally.ts'

const success = (durationMs: number, attempts = 1) =>
  ({
    outcome: 'success',
    index: 0,
    url: 'https://a.example/',
    status: 200,
    headers: {},
    body: null,
    bodyType: 'empty',
    attempts,
    timing: { startedAtMs: 0, durationMs },
  }) as const

const failure = (kind: 'deadline' | 'aborted', durationMs: number, attempts: number) =>
  ({
    outcome: 'failure',
    index: 0,
    url: 'https://a.example/',
    error: { kind, message: kind },
    attempts,
    timing: { startedAtMs: 0, durationMs },
  }) as const

const response = (bytes: number) => ({
  status: 200,
  headers: {},
  body: new Uint8Array(bytes),
  url: 'https://a.example/',
})

describe('createTally', () => {
  it('tells of nothing without times', () => {
    expect(createTally().report()).to.deep.equal({
      requests: 0,
      succeeded: 0,
      failed: 0,
      failures: {},
      retries: 0,
      hedges: 0,
      waitedMs: {},
      bytes: 0,
    })
  })

  it('counts outcomes, kinds and bytes', () => {
    const tally = createTally()
    tally.addResult(success(10, 3))
    tally.addResult(failure('deadline', 20, 2))
    tally.addResult(failure('deadline', 30, 0)) // never begun
    tally.addResult(failure('aborted', 40, 1))
    for (const bytes of [5, 0, 7]) tally.addResponse(response(bytes))
    expect(tally.report()).to.deep.include({
      requests: 4,
      succeeded: 1,
      failed: 3,
      failures: { deadline: 2, aborted: 1 },
      bytes: 12,
    })
  })

  const QUANTILES: ReadonlyArray<[durations: readonly number[], p50: number, p95: number, max: number]> = [
    [[7], 7, 7, 7],
    [[30, 10, 20], 20, 30, 30],
    [[4, 3, 2, 1], 2, 4, 4],
    [Array.from({ length: 100 }, (_, n) => 100 - n), 50, 95, 100],
    [Array.from({ length: 1_000 }, (_, n) => n + 1), 500, 950, 1_000],
  ]
  for (const [durations, p50Ms, p95Ms, maxMs] of QUANTILES)
    it(`knows the quantiles of ${durations.length} requests`, () => {
      const tally = createTally()
      for (const durationMs of durations) tally.addResult(success(durationMs))
      expect(tally.report()).to.include({ p50Ms, p95Ms, maxMs })
    })
})
