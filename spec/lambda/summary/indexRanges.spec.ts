import { expect } from 'chai'
import fc from 'fast-check'
import { indexRanges } from '../../../src/lambda/summary/indexRanges.ts'

describe('indexRanges', () => {
  for (const [values, ranges] of [
    [[], []],
    [[1, 1], []],
    [[0], [[0, 0]]],
    [
      [0, 0, 1, 0],
      [
        [0, 1],
        [3, 3],
      ],
    ],
    [[1, 0, 0], [[1, 2]]],
  ] as const)
    it(`finds ${JSON.stringify(ranges)} in ${JSON.stringify(values)}`, () => {
      expect(indexRanges(values, 0)).to.deep.equal(ranges)
    })

  it('covers exactly what is wanted, in as few ranges as can be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1 })), (values) => {
        const ranges = indexRanges(values, 0)
        const covered = ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, n) => first + n))
        expect(covered).to.deep.equal([...values.keys()].filter((index) => values[index] === 0))
        for (const [n, [first]] of ranges.entries()) if (n > 0) expect(first).to.be.above((ranges[n - 1]?.[1] ?? 0) + 1)
      }),
    )
  })
})
