import { expect } from 'chai'
import { EXIT, exitCodeOf, type Tally } from '../../src/cli/exitCode.ts'

describe('exitCodeOf', () => {
  const calm = { deadlinePassed: false, interrupted: false }
  const codes: ReadonlyArray<[name: string, tally: Tally, code: number]> = [
    ['nothing to do', { ok: 0, failed: 0, ...calm }, 0],
    ['all ok', { ok: 3, failed: 0, ...calm }, 0],
    ['some failed', { ok: 1, failed: 2, ...calm }, 1],
    ['none ok', { ok: 0, failed: 2, ...calm }, 3],
    ['the deadline with nothing done', { ok: 0, failed: 2, ...calm, deadlinePassed: true }, 4],
    ['the deadline with all done so far ok', { ok: 2, failed: 0, ...calm, deadlinePassed: true }, 4],
    ['an interruption', { ok: 2, failed: 1, ...calm, interrupted: true, by: 'SIGINT' }, 130],
    ['an end by SIGTERM', { ok: 2, failed: 1, ...calm, interrupted: true, by: 'SIGTERM' }, 143],
    ['a hangup', { ok: 2, failed: 0, ...calm, interrupted: true, by: 'SIGHUP' }, 129],
    ['a reader that has left', { ok: 2, failed: 0, ...calm, interrupted: true }, 141],
    [
      'a hangup of what was late anyway',
      { ok: 0, failed: 1, deadlinePassed: true, interrupted: true, by: 'SIGHUP' },
      129,
    ],
  ]
  for (const [name, tally, code] of codes)
    it(`is ${code} for ${name}`, () => {
      expect(exitCodeOf(tally)).to.equal(code)
    })
})

describe('EXIT', () => {
  it('has a code of its own for each ending', () => {
    const ended = { hungUp: 129, interrupted: 130, unread: 141, terminated: 143 }
    expect(EXIT).to.deep.equal({ allOk: 0, someFailed: 1, usage: 2, noneOk: 3, deadline: 4, output: 5, ...ended })
  })
})
