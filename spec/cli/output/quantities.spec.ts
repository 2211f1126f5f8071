import { expect } from 'chai'
import { countText, cut, durationText, rateText, sizeText } from '../../../src/cli/output/quantities.ts'

describe('quantities', () => {
  const table: ReadonlyArray<[shown: string, expected: string]> = [
    [durationText(0), '0 ms'],
    [durationText(999.4), '999 ms'],
    [durationText(999.5), '1.0 s'],
    [durationText(59_949), '59.9 s'],
    [durationText(59_950), '1:00'],
    [durationText(125_000), '2:05'],
    [durationText(3_725_000), '1:02:05'],
    [sizeText(0), '0 B'],
    [sizeText(999), '999 B'],
    [sizeText(1_000), '1.0 kB'],
    [sizeText(9_949), '9.9 kB'],
    [sizeText(9_950), '10 kB'],
    [sizeText(999_500), '1.0 MB'],
    [sizeText(2e15), '2000 TB'],
    [countText(999), '999'],
    [countText(1_234_567), '1,234,567'],
    [rateText(0.25), '0.3/s'],
    [rateText(1_234.5), '1,235/s'],
    [cut('abcdef', 6), 'abcdef'],
    [cut('abcdef', 4), 'abc…'],
    [cut('abcdef', 0), ''],
  ]
  for (const [shown, expected] of table)
    it(`are shown as ${expected || 'nothing'}`, () => {
      expect(shown).to.equal(expected)
    })
})
