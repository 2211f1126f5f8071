import { expect } from 'chai'
import { readContentType } from '../../../src/domain/contentType/readContentType.ts'
import type { ResponseHeaders } from '../../../src/domain/ResponseHeaders.ts'

describe('readContentType', () => {
  const table: ReadonlyArray<[headers: ResponseHeaders, contentType: object]> = [
    [{}, { form: undefined, charset: undefined }],
    [{ 'content-type': '' }, { form: undefined, charset: undefined }],
    [{ 'content-type': 'nonsense; charset=gbk' }, { form: undefined, charset: undefined }],
    [{ 'content-type': 'application/json' }, { form: 'json', charset: undefined }],
    [{ 'content-type': 'text/plain; charset=gbk' }, { form: 'text', charset: 'gbk' }],
    [{ 'content-type': ['text/plain; charset=gbk', 'text/plain'] }, { form: 'text', charset: 'gbk' }],
    [{ 'content-type': 'image/png' }, { form: 'base64', charset: undefined }],
  ]
  for (const [headers, contentType] of table)
    it(`reads ${JSON.stringify(headers)}`, () => {
      expect(readContentType(headers)).to.deep.equal(contentType)
      expect(readContentType(headers)).to.deep.equal(contentType)
    })

  it('reads on however many types there were', () => {
    for (let number = 0; number < 1_000; number += 1)
      expect(readContentType({ 'content-type': `text/plain;charset=${number}` })).to.deep.equal({
        form: 'text',
        charset: `${number}`,
      })
    expect(readContentType({ 'content-type': `text/plain;x=${'y'.repeat(1_000)};charset=gbk` }).charset).to.equal('gbk')
  })
})
