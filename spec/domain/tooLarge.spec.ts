import { expect } from 'chai'
import { tooLarge } from '../../src/domain/tooLarge.ts'

describe('tooLarge', () => {
  it('says which part of a response is over which limit', () => {
    expect(tooLarge('body', 10)).to.deep.equal({
      kind: 'too-large',
      message: "The response's body is larger than 10 bytes",
      part: 'body',
      limitBytes: 10,
    })
    expect(tooLarge('headers', 20)).to.deep.equal({
      kind: 'too-large',
      message: "The response's headers are larger than 20 bytes",
      part: 'headers',
      limitBytes: 20,
    })
  })
})
