import { expect } from 'chai'
import { tooLong } from '../../../src/cli/input/tooLong.ts'

describe('tooLong', () => {
  it('names what is, and says how long it may be', () => {
    expect(tooLong('line 3 of urls.txt').message).to.equal(
      'cannot read line 3 of urls.txt: it is longer than 268435456 characters',
    )
  })
})
