import { expect } from 'chai'
import { toFetchError } from '../../src/domain/FetchError.ts'
import { publicMessage } from '../../src/lambda/publicMessage.ts'

describe('publicMessage', () => {
  const table: ReadonlyArray<[name: string, thrown: unknown, message: string]> = [
    ['an error', new RangeError('secret'), 'Unexpected error (RangeError)'],
    ['text', 'secret', 'Unexpected error (string)'],
    ['an unexpected error of its own words', { kind: 'unexpected', message: 'secret' }, 'Unexpected error'],
    [
      'a transport without a response',
      { kind: 'unexpected', message: 'The transport completed without a response' },
      'The transport completed without a response',
    ],
    ['another error', { kind: 'deadline', message: 'The deadline passed' }, 'The deadline passed'],
  ]
  for (const [name, thrown, message] of table)
    it(`of ${name} is ${message}`, () => {
      expect(publicMessage(toFetchError(thrown))).to.equal(message)
    })
})
