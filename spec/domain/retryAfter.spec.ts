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
    ['a negative number', { 'retry-after': '-1' }, undefined],
    ['a number in words', { 'retry-after': 'ten' }, undefined],
    ['a day that is none', { 'retry-after': 'Sun, 99 Nov 1994 12:00:30 GMT' }, undefined],

    ['a fraction, rounded up', { 'retry-after': '1.5' }, 2_000],
    ['a fraction of nothing', { 'retry-after': '2.0' }, 2_000],
    ['a fraction near the next second', { 'retry-after': '299.997' }, 300_000],
    ['less than a second', { 'retry-after': '0.001' }, 1_000],
    ['a fraction without its zero', { 'retry-after': '.5' }, 1_000],
    ['a point without a fraction', { 'retry-after': '7.' }, 7_000],
    ['fractions twice', { 'retry-after': '1.5, 0.5' }, 2_000],
    ['a fraction of more than can be counted', { 'retry-after': `${'9'.repeat(30)}.5` }, Number.MAX_SAFE_INTEGER],
    ['a point alone', { 'retry-after': '.' }, undefined],
    ['two points', { 'retry-after': '1.2.3' }, undefined],
    ['an exponent', { 'retry-after': '1e3' }, undefined],
    ['hexadecimal', { 'retry-after': '0x10' }, undefined],
    ['a unit', { 'retry-after': '5s' }, undefined],
    ['a time of day', { 'retry-after': '12:00:30' }, undefined],
    ['infinity', { 'retry-after': 'Infinity' }, undefined],
    ['an empty item', { 'retry-after': '5,' }, undefined],
    ['seconds and nonsense', { 'retry-after': '5, soon' }, undefined],
    ['a number that is longer than any', { 'retry-after': '9'.repeat(60_000) }, Number.MAX_SAFE_INTEGER],
    ['digits without end, and more', { 'retry-after': `${'9'.repeat(60_000)}x` }, undefined],
    ['a day without end', { 'retry-after': 'Sun, '.repeat(12_000) }, undefined],
    ['numbers without end', { 'retry-after': '1,'.repeat(30_000) }, undefined],
    ['ms that are longer than any', { 'retry-after-ms': '9'.repeat(60_000) }, Number.MAX_SAFE_INTEGER],
    ['a date among blanks without end', { 'retry-after': `Sun,${' '.repeat(60_000)}06 Nov 1994 12:00:30 GMT` }, 30_000],

    ['seconds and a date', { 'retry-after': '5, Sun, 06 Nov 1994 12:00:30 GMT' }, 30_000],
    ['a date and seconds', { 'retry-after': 'Sun, 06 Nov 1994 12:00:30 GMT, 45' }, 45_000],
    ['two dates', { 'retry-after': 'Sun, 06 Nov 1994 12:00:30 GMT, Sun, 06 Nov 1994 12:00:10 GMT' }, 30_000],
    ['a date of another form', { 'retry-after': '1994-11-06T12:00:30Z' }, 30_000],
    ['a date in lower case', { 'retry-after': 'sun, 06 nov 1994 12:00:30 gmt' }, 30_000],
    [
      'odd dates on both sides',
      { 'retry-after': '1994-11-06T13:00:30+01:00', date: 'sun, 06 nov 1994 12:00:00 gmt' },
      30_000,
    ],
    [
      'an RFC 850 date of the century that the Date is in',
      { 'retry-after': 'Sunday, 06-Nov-94 12:00:30 GMT', date: 'Sun, 06 Nov 1994 12:00:00 GMT' },
      30_000,
    ],
    [
      'a date in the year 9999',
      { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' },
      Date.UTC(9999, 11, 31, 23, 59, 59) - NOON_MS,
    ],

    ['ms', { 'retry-after-ms': '1500' }, 1_500],
    ['ms in the words of Azure', { 'x-ms-retry-after-ms': '1500' }, 1_500],
    ['a fraction of a ms', { 'retry-after-ms': '12.01' }, 13],
    ['no ms', { 'retry-after-ms': '0' }, 0],
    ['ms twice', { 'retry-after-ms': '100, 200' }, 200],
    ['more ms than can be counted', { 'retry-after-ms': '9'.repeat(30) }, Number.MAX_SAFE_INTEGER],
    ['negative ms', { 'retry-after-ms': '-5' }, undefined],
    ['nonsense as ms', { 'retry-after-ms': 'soon' }, undefined],
    ['a date as ms', { 'retry-after-ms': 'Sun, 06 Nov 1994 12:00:30 GMT' }, undefined],
    ['ms beside seconds that say less', { 'retry-after': '1', 'retry-after-ms': '1500' }, 1_500],
    ['ms beside seconds that say more', { 'retry-after': '2', 'retry-after-ms': '1500' }, 2_000],
    ['ms of both kinds', { 'x-ms-retry-after-ms': '300', 'retry-after-ms': '200' }, 300],
    ['ms beside nonsense', { 'retry-after': 'soon', 'retry-after-ms': '1500' }, 1_500],
    ['seconds beside nonsense', { 'retry-after': '2', 'retry-after-ms': 'soon' }, 2_000],
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
