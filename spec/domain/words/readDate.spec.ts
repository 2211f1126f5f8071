import { expect } from 'chai'
import fc from 'fast-check'
import { readDate } from '../../../src/domain/words/readDate.ts'

const NOW_MS = Date.UTC(2026, 10, 26)
const NOON_MS = Date.UTC(1994, 10, 6, 12, 0, 30)

describe('readDate', () => {
  const readable: readonly string[] = [
    'Sun, 06 Nov 1994 12:00:30 GMT',
    'Sunday, 06-Nov-94 12:00:30 GMT',
    'Sun Nov  6 12:00:30 1994',

    'sun, 06 nov 1994 12:00:30 gmt',
    'SUN, 06 NOV 1994 12:00:30 GMT',
    'sunday, 06-nov-94 12:00:30 gmt',
    'sun nov  6 12:00:30 1994',
    'Sun, 6 Nov 1994 12:00:30 GMT',
    'Sun 06 Nov 1994 12:00:30 GMT',
    'Mon, 06 Nov 1994 12:00:30 GMT', // the name of the day says nothing new
    '06 Nov 1994 12:00:30 GMT',
    'Sun, 06 November 1994 12:00:30 GMT',
    'Sun, 06-Nov-1994 12:00:30 GMT',
    'Sun, 06 Nov 94 12:00:30 GMT',
    'Sun,  06 Nov 1994  12:00:30  GMT',
    'Sun, 06 Nov 1994 12:00:30',
    'Sun, 06 Nov 1994 12:00:30 UTC',
    'Sun, 06 Nov 1994 12:00:30 UT',
    'Sun, 06 Nov 1994 12:00:30 Z',
    'Sun, 06 Nov 1994 12:00:30 +0000',
    'Sun, 06 Nov 1994 12:00:30 -0000',
    'Sun, 06 Nov 1994 13:00:30 +0100',
    'Sun, 06 Nov 1994 13:00:30 +01:00',
    'Sun, 06 Nov 1994 07:00:30 -0500',
    'Mon, 07 Nov 1994 01:30:30 +1330',
    'Sun Nov  6 12:00:30 GMT 1994',
    'Sun Nov  6 12:00:30 UTC 1994',
    'Sun Nov 06 1994 12:00:30 GMT+0000 (Coordinated Universal Time)',
    'Sun Nov 06 1994 13:00:30 GMT+0100 (Central European Standard Time)',
    'Nov 6, 1994, 12:00:30 GMT',

    '1994-11-06T12:00:30Z',
    '1994-11-06t12:00:30z',
    '1994-11-06 12:00:30Z',
    '1994-11-06T12:00:30.000Z',
    '1994-11-06T12:00:30,000000Z',
    '1994-11-06T12:00:30+00:00',
    '1994-11-06T13:00:30+0100',
    '1994-11-06T07:00:30-05:00',
    '1994-11-06 12:00:30 UTC',
    '1994-11-06 12:00:30 +0000',
    '1994-11-06 13:00:30 +0100',
    '19941106T120030Z',
  ]
  for (const text of readable)
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(readDate(text, NOW_MS)).to.equal(NOON_MS)
    })

  const moments: ReadonlyArray<[text: string, atMs: number]> = [
    ['1994-11-06T12:00Z', NOON_MS - 30_000],
    ['Sun, 06 Nov 1994 12:00 GMT', NOON_MS - 30_000],
    ['1994-11-06T12:00:30.5Z', NOON_MS + 500],
    ['1994-11-06T12:00:30.0001Z', NOON_MS + 1],
    ['Sat, 31 Dec 2016 23:59:60 GMT', Date.UTC(2017, 0, 1)],
    ['Thu, 29 Feb 2024 00:00:00 GMT', Date.UTC(2024, 1, 29)],
    ['Sunday, 06-Nov-76 12:00:30 GMT', Date.UTC(2076, 10, 6, 12, 0, 30)],
    ['Sunday, 06-Nov-77 12:00:30 GMT', Date.UTC(1977, 10, 6, 12, 0, 30)],
    ['Sunday, 06-Nov-00 12:00:30 GMT', Date.UTC(2000, 10, 6, 12, 0, 30)],
  ]
  for (const [text, atMs] of moments)
    it(`reads ${JSON.stringify(text)} as ${new Date(atMs).toISOString()}`, () => {
      expect(readDate(text, NOW_MS)).to.equal(atMs)
    })

  const unreadable: readonly string[] = [
    '',
    'soon',
    'noon',
    '12:00:30',
    '784123230',
    'Sun, 99 Nov 1994 12:00:30 GMT',
    'Sun, 00 Nov 1994 12:00:30 GMT',
    'Sun, 31 Nov 1994 12:00:30 GMT',
    'Wed, 29 Feb 2023 00:00:00 GMT',
    'Sun, 06 Foo 1994 12:00:30 GMT',
    'Foo, 06 Nov 1994 12:00:30 GMT',
    'Sun, 06 Nov 1994 24:00:30 GMT',
    'Sun, 06 Nov 1994 12:60:30 GMT',
    'Sun, 06 Nov 1994 12:00:61 GMT',
    'Sun, 06 Nov 1994 12:00:30 PM',
    'Sun, 06 Nov 1994 12:00:30 EST', // in which country?
    'Sun Nov  6 12:00:30 EST 1994',
    'Sun, 06 Nov 1994',
    'Sun, 06 Nov 1994 12:00:30 GMT and more',
    '11/06/1994 12:00:30', // June or November?
    '06/11/1994 12:00:30 GMT',
    '1994-11-06', // whose midnight?
    '1994-11-06T12:00:30', // whose time?
    '1994-11-06 12:00:30',
    '1994-13-06T12:00:30Z',
    '1994-11-31T12:00:30Z',
    '1994-11-06T25:00:30Z',
    '94-11-06T12:00:30Z',
    '1994-W45-7T12:00:30Z',
  ]
  for (const text of unreadable)
    it(`does not guess what ${JSON.stringify(text)} means`, () => {
      expect(readDate(text, NOW_MS)).to.equal(undefined)
    })

  it('reads what JavaScript writes', () => {
    const date = fc.date({ min: new Date(0), max: new Date('2070-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(date, (moment) => {
        const seconds = Math.floor(moment.getTime() / 1_000) * 1_000
        expect(readDate(moment.toISOString(), NOW_MS)).to.equal(moment.getTime())
        expect(readDate(moment.toUTCString(), NOW_MS)).to.equal(seconds)
        expect(readDate(moment.toString(), NOW_MS)).to.equal(seconds)
      }),
    )
  })
})
