import { expect } from 'chai'
import { shortUrl } from '../../../src/cli/output/shortUrl.ts'

describe('shortUrl', () => {
  const url = 'https://api.example.com/v1/users/123'
  const table = [
    [36, url],
    [35, 'api.example.com/v1/users/123'],
    [28, 'api.example.com/v1/users/123'],
    [20, 'api.exam…1/users/123'],
    [12, 'api.…ers/123'],
    [11, 'api.exampl…'],
    [1, '…'],
    [0, ''],
  ] as const
  for (const [columns, shown] of table)
    it(`is ${shown || 'nothing'} in ${columns} columns`, () => {
      expect(shortUrl(url, columns)).to.equal(shown)
    })

  it('cuts what is no URL as well', () => {
    expect(shortUrl('nonsense'.repeat(4), 12)).to.equal('nons…onsense')
  })
})
