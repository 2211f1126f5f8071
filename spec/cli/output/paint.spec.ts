import { expect } from 'chai'
import { paintFor } from '../../../src/cli/output/paint.ts'
import { openSink } from '../../support/fakeConsole.ts'

describe('paintFor', () => {
  const table = [
    [true, {}, true],
    [true, { NO_COLOR: '' }, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
  ] as const
  for (const [isTTY, env, isPainted] of table)
    it(`${isPainted ? 'paints' : 'does not paint'} ${isTTY ? 'a terminal' : 'a file'} under ${JSON.stringify(env)}`, () => {
      const painted = paintFor(Object.assign(openSink(), { isTTY }), env)('red', 'x')
      expect(painted).to.equal(isPainted ? '\u001b[31mx\u001b[0m' : 'x')
    })
})
