import { expect } from 'chai'
import { FetchBatch } from '../../src/domain/FetchBatch.ts'

describe('FetchBatch', () => {
  it('is any list of URLs and requests', () => {
    for (const urls of [[], ['https://a.example/'], [{ url: '' }, '']]) expect(FetchBatch.is({ urls })).to.equal(true)
    for (const urls of ['https://a.example/', {}, [5]]) expect(FetchBatch.is({ urls })).to.equal(false)
  })

  it('may carry keys that belong to its trigger', () => {
    expect(FetchBatch.is({ urls: [], 'detail-type': 'Scheduled Event' })).to.equal(true)
  })
})
