import { expect } from 'chai'
import { isDeeperThan } from '../../src/domain/isDeeperThan.ts'

describe('isDeeperThan', () => {
  const table: ReadonlyArray<[value: unknown, levels: number]> = [
    [5, 0],
    [null, 0],
    ['[[[', 0],
    [[], 1],
    [{}, 1],
    [[1, 2], 1],
    [[[]], 2],
    [{ a: { b: [] } }, 3],
    [[1, { a: [] }, 2], 3],
  ]
  for (const [value, levels] of table)
    it(`counts ${levels} levels in ${JSON.stringify(value)}`, () => {
      expect(isDeeperThan(value, levels)).to.equal(false)
      if (levels > 0) expect(isDeeperThan(value, levels - 1)).to.equal(true)
    })
})
