import { expect } from 'chai'
import { isUnderNohup } from '../../src/cli/isUnderNohup.ts'

describe('isUnderNohup', () => {
  for (const [started, isIt] of [
    [undefined, false],
    ['', false],
    ['/usr/local/bin/rx-fanout', false],
    ['/home/nohup/rx-fanout', false],
    ['nohup', true],
    ['/usr/bin/nohup', true],
  ] as const)
    it(`is ${isIt} where the shell started ${started ?? 'nobody knows what'}`, () => {
      expect(isUnderNohup({ _: started })).to.equal(isIt)
    })
})
