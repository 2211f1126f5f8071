import { expect } from 'chai'
import type { FetchBatch } from '../../src/domain/FetchBatch.ts'
import { combineBatches } from '../../src/lambda/combineBatches.ts'

const batch = (results?: 'body' | 'full'): FetchBatch => (results === undefined ? { urls: [] } : { urls: [], results })

describe('combineBatches', () => {
  const table: ReadonlyArray<[name: string, batches: readonly FetchBatch[], results: FetchBatch['results']]> = [
    ['where all batches do', [batch('full'), batch('full')], 'full'],
    ['not where one does not', [batch('full'), batch('body')], undefined],
    ['not where one says nothing', [batch('full'), batch()], undefined],
    ['not where there is none', [], undefined],
  ]
  for (const [name, batches, results] of table)
    it(`asks for whole results ${name}`, () => {
      expect(combineBatches(batches).results).to.equal(results)
    })
})
