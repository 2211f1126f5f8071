import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { toMessage } from '../../../src/lambda/triggers/toMessage.ts'

const A = 'https://api.example/a'

describe('toMessage', () => {
  it('is the batch that its text says', () => {
    expect(toMessage('1', () => A)).to.deep.equal({ id: '1', batch: E.right({ urls: [A] }) })
  })

  it('is invalid if reading it throws, and says nothing of what was thrown', () => {
    const message = toMessage('1', () => {
      throw new RangeError('secret')
    })
    expect(message).to.deep.equal({
      id: '1',
      batch: E.left([{ path: '', expected: 'a message that can be read', got: 'Unexpected error (RangeError)' }]),
    })
  })
})
