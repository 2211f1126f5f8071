import { expect } from 'chai'
import { isIdempotent } from '../../src/domain/isIdempotent.ts'
import { isSafe } from '../../src/domain/isSafe.ts'

describe('isSafe', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])
    it(`lets ${method} only ask, and so be sent twice`, () => {
      expect(isSafe(method)).to.equal(true)
      expect(isIdempotent(method)).to.equal(true)
    })

  for (const method of ['PUT', 'DELETE', 'POST', 'PATCH', 'CONNECT', 'PROPFIND', 'get', ''])
    it(`takes ${JSON.stringify(method)} for more than a question`, () => {
      expect(isSafe(method)).to.equal(false)
    })
})
