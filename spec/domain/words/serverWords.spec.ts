import { expect } from 'chai'
import type { ResponseHeaders } from '../../../src/domain/ResponseHeaders.ts'
import { readWords, type ServerWords } from '../../../src/domain/words/serverWords.ts'

const NOW_MS = Date.UTC(2026, 10, 26)
const HOUR_MS = 3_600_000

describe('readWords', () => {
  const told: ReadonlyArray<[status: number, headers: ResponseHeaders, words: ServerWords]> = [
    [429, { 'retry-after': '2' }, { retryAfterMs: 2_000, quota: undefined }],
    [503, { 'retry-after': '1.2' }, { retryAfterMs: 2_000, quota: undefined }],
    [403, { 'retry-after-ms': '250' }, { retryAfterMs: 250, quota: undefined }],
    [429, {}, { retryAfterMs: undefined, quota: undefined }],
    [202, { 'retry-after': '2' }, {}],
    [301, { 'retry-after': '2' }, {}],
    [500, { 'retry-after': '2' }, {}],
    [200, { ratelimit: '"default";r=5;t=30' }, { quota: { remaining: 5, resetMs: 30_000 } }],
    [404, { ratelimit: '"default";r=5;t=30' }, { quota: { remaining: 5, resetMs: 30_000 } }],
    [
      429,
      { ratelimit: '"default";r=0;t=30', 'retry-after': '7' },
      { retryAfterMs: 7_000, quota: { remaining: 0, resetMs: 30_000 } },
    ],
    [200, {}, {}],
  ]
  for (const [status, headers, words] of told)
    it(`reads ${JSON.stringify(headers)} of a ${status}`, () => {
      expect(readWords(status, headers, () => NOW_MS)).to.deep.equal(words)
    })

  it("measures a moment from the answer's own time, whatever the time is here", () => {
    const resetAt = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${(NOW_MS + 9_000) / 1_000}` }
    const resetMs = (date: string | undefined) =>
      readWords(200, date === undefined ? resetAt : { ...resetAt, date }, () => NOW_MS - HOUR_MS).quota?.resetMs
    expect(resetMs('Thu, 26 Nov 2026 00:00:01 GMT')).to.equal(8_000)
    expect(resetMs('thu, 26 nov 2026 00:00:01 gmt')).to.equal(8_000)
    expect(resetMs('yesterday')).to.equal(HOUR_MS + 9_000)
    expect(resetMs(undefined)).to.equal(HOUR_MS + 9_000)
  })
})
