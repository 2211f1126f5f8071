import { expect } from 'chai'
import { cannotRead } from '../../../src/cli/input/cannotRead.ts'

describe('cannotRead', () => {
  it('names what it is about, and says why in the words of the system', () => {
    const error = Object.assign(new Error("EACCES: permission denied, open 'urls.txt'"), { code: 'EACCES' })
    expect(cannotRead('urls.txt', error)).to.have.property('message', 'cannot read urls.txt: permission denied')
  })

  for (const other of [new Error('urls.txt has no column'), 'a text', undefined])
    it(`leaves ${String(other)} as it is`, () => {
      expect(cannotRead('urls.txt', other)).to.equal(other)
    })
})
