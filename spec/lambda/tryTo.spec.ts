import { expect } from 'chai'
import { tryTo } from '../../src/lambda/tryTo.ts'

describe('tryTo', () => {
  it('does what it is given, and swallows what that throws', () => {
    let done = 0
    tryTo(() => {
      done += 1
      throw new Error('broken')
    })
    expect(done).to.equal(1)
  })
})
