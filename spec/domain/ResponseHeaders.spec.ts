import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { describeIssues } from '../../src/domain/describeIssues.ts'
import { ResponseHeaders } from '../../src/domain/ResponseHeaders.ts'

describe('ResponseHeaders', () => {
  it('holds strings and lists of strings', () => {
    const headers = { etag: '"1"', 'set-cookie': ['a=1', 'b=2'], 'x-empty': [] }
    expect(ResponseHeaders.is(headers)).to.equal(true)
    expect(ResponseHeaders.decode(headers)).to.deep.equal(E.right(headers))
  })

  it('holds nothing else', () => {
    for (const value of [1, null, undefined, [1], {}]) {
      const decoded = ResponseHeaders.decode({ age: value })
      expect(ResponseHeaders.is({ age: value })).to.equal(false)
      expect(E.isLeft(decoded) && describeIssues(decoded.left)[0]).to.include({
        path: 'age',
        expected: 'string | string[]',
      })
    }
  })
})
