import { closeSync, openSync } from 'node:fs'
import { expect } from 'chai'
import { talkOf } from '../../src/cli/talkOf.ts'
import { openSink } from '../support/fakeConsole.ts'

describe('talkOf', () => {
  const screen = (fd?: number) => Object.assign(openSink(), fd === undefined ? {} : { fd })

  it('is standard error, also where both are the same file or what keeps nothing', () => {
    const fd = openSync('/dev/null', 'w')
    for (const [one, other] of [
      [undefined, undefined],
      [fd, undefined],
      [fd, fd],
    ]) {
      const console = { stdout: screen(one), stderr: screen(other) }
      expect(talkOf(console)).to.equal(console.stderr)
    }
    closeSync(fd)
  })
})
