import { expect } from 'chai'
import fc from 'fast-check'
import type { ResponseHeaders } from '../../src/domain/ResponseHeaders.ts'
import { retryAfterMs } from '../../src/domain/retryAfter.ts'

const NOON_MS = Date.UTC(1994, 10, 6, 12)

describe('retryAfterMs', () => {
  const table: ReadonlyArray<[name: string, headers: ResponseHeaders, waitMs: number | undefined]> = [
    ['nothing', {}, undefined],
    ['seconds', { 'retry-after': '120' }, 120_000],
    ['no seconds', { 'retry-after': '0' }, 0],
    ['seconds among blanks', { 'retry-after': ' 7 ' }, 7_000],
    ['seconds twice', { 'retry-after': '2, 5' }, 5_000],
    ['more seconds than can be counted', { 'retry-after': '9'.repeat(30) }, Number.MAX_SAFE_INTEGER],
    ['seconds with leading zeros', { 'retry-after': '007' }, 7_000],
    ['an IMF-fixdate', { 'retry-after': 'Sun, 06 Nov 1994 12:00:30 GMT' }, 30_000],
    ['an RFC 850 date', { 'retry-after': 'Sunday, 06-Nov-94 12:00:30 GMT' }, 30_000],
    ['an asctime date', { 'retry-after': 'Sun Nov  6 12:00:30 1994' }, 30_000],
    ['a date in the past', { 'retry-after': 'Sun, 06 Nov 1994 11:59:00 GMT' }, 0],
    [
      'a date of a server whose clock is slow by an hour',
      { 'retry-after': 'Sun, 06 Nov 1994 11:00:30 GMT', date: 'Sun, 06 Nov 1994 11:00:00 GMT' },
      30_000,
    ],
    [
      'a date of a server whose clock is fast by an hour',
      { 'retry-after': 'Sun Nov  6 13:00:30 1994', date: 'Sunday, 06-Nov-94 13:00:00 GMT' },
      30_000,
    ],
    [
      'a date before the Date of its response',
      { 'retry-after': 'Sun, 06 Nov 1994 12:00:30 GMT', date: 'Sun, 06 Nov 1994 12:01:00 GMT' },
      0,
    ],
    ['a date beside a broken Date', { 'retry-after': 'Sun, 06 Nov 1994 12:00:30 GMT', date: 'noon' }, 30_000],
    ['seconds, whatever the Date', { 'retry-after': '5', date: 'Sun, 06 Nov 1994 20:00:00 GMT' }, 5_000],
    ['several fields, of which the first counts', { 'retry-after': ['3', '9'] }, 3_000],
    ['no field value', { 'retry-after': '' }, undefined],
    ['an empty list', { 'retry-after': [] }, undefined],
    ['a fraction', { 'retry-after': '1.5' }, undefined],
    ['a negative number', { 'retry-after': '-1' }, undefined],
    ['a number in words', { 'retry-after': 'ten' }, undefined],
    ['a date of another form', { 'retry-after': '1994-11-06T12:00:30Z' }, undefined],
    ['a day that is none', { 'retry-after': 'Sun, 99 Nov 1994 12:00:30 GMT' }, undefined],
  ]
  for (const [name, headers, waitMs] of table)
    it(`gives ${waitMs} for ${name}`, () => {
      expect(retryAfterMs(headers, NOON_MS)).to.equal(waitMs)
    })

  it('reads a date without zone as GMT, wherever it runs', () => {
    const { TZ } = process.env
    try {
      process.env.TZ = 'America/New_York'
      expect(new Date(NOON_MS).getTimezoneOffset()).to.equal(300)
      expect(retryAfterMs({ 'retry-after': 'Sun Nov  6 12:00:30 1994' }, NOON_MS)).to.equal(30_000)
    } finally {
      if (TZ === undefined) delete process.env.TZ
      else process.env.TZ = TZ
    }
  })

  it('gives the same for a date in each of the three formats', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 * 365 * 86_400 }), (seconds) => {
        const date = new Date(seconds * 1_000)
        const [day, dayOfMonth, month, year, time] = date.toUTCString().replace(',', '').split(' ')
        const formats = [
          date.toUTCString(),
          `${date.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })}, ${dayOfMonth}-${month}-${year?.slice(2)} ${time} GMT`,
          `${day} ${month} ${String(Number(dayOfMonth)).padStart(2)} ${time} ${year}`,
        ]
        for (const format of formats) expect(retryAfterMs({ 'retry-after': format }, 0), format).to.equal(+date)
      }),
    )
  })

  it('is a wait of no less than 0 or nothing, whatever the server says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, date) => {
        expect(retryAfterMs({ 'retry-after': value, date }, NOON_MS)).to.satisfy(
          (waitMs: unknown) => waitMs === undefined || (Number.isFinite(waitMs) && (waitMs as number) >= 0),
        )
      }),
    )
  })
})
