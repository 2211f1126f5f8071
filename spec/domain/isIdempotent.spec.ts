import { expect } from 'chai'
import { isIdempotent } from '../../src/domain/isIdempotent.ts'

describe('isIdempotent', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'QUERY'])
    it(`lets ${method} be sent twice`, () => {
      expect(isIdempotent(method)).to.equal(true)
    })

  for (const method of ['POST', 'PATCH', 'CONNECT', 'PROPFIND', 'get', ''])
    it(`does not let ${JSON.stringify(method)} be sent twice`, () => {
      expect(isIdempotent(method)).to.equal(false)
    })
})
