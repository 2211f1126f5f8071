import { expect } from 'chai'
import type { Tally } from '../../src/cli/exitCode.ts'
import { howToGoOn } from '../../src/cli/howToGoOn.ts'

describe('howToGoOn', () => {
  const calm: Tally = { ok: 1, failed: 1, deadlinePassed: false, interrupted: false }
  const stopped: Tally = { ...calm, interrupted: true, by: 'SIGINT' }
  const resume = { path: 'results.ndjson', retryFailed: false, resend: false }
  const typed = { resume: undefined, inputs: [] }
  const read = { resume: undefined, inputs: ['-'] }

  it('says nothing where nothing is left', () => {
    expect(howToGoOn(calm, typed, true)).to.equal('')
  })

  for (const [name, task, isFile, text] of [
    ['results in a file', typed, true, 'to go on: the same command, --resume FILE in place of > FILE'],
    ['results that are gone', typed, false, 'to be able to go on: the same command with --resume results.ndjson'],
    ['what came in', read, true, 'to go on: the same command and input, --resume FILE in place of > FILE'],
    ['what was resumed', { ...typed, resume }, false, 'to go on: the same command again'],
    ['what was resumed and came in', { ...read, resume }, false, 'to go on: the same command and input again'],
  ] as const)
    it(`has one line that fits 80 columns for ${name}`, () => {
      for (const tally of [stopped, { ...calm, deadlinePassed: true }, { ...calm, tooManyFailed: true }])
        expect(howToGoOn(tally, task, isFile)).to.equal(`${text}\n`)
      expect(text.length).to.be.below(80)
    })
})
