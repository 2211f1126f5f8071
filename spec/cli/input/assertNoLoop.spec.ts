import { closeSync, linkSync, openSync, symlinkSync } from 'node:fs'
import { expect } from 'chai'
import { assertNoLoop } from '../../../src/cli/input/assertNoLoop.ts'
import { UsageError } from '../../../src/cli/options/UsageError.ts'
import { fakeConsole } from '../../support/fakeConsole.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

describe('assertNoLoop', () => {
  const folder = temporaryFolder()

  /** Standard input and output as the files of these names. */
  const check = (inputs: readonly string[], resume: string | undefined, from: string, to: string): void => {
    const { stdin, stdout } = fakeConsole()
    const [read, written] = [openSync(from, 'r'), openSync(to, 'r')]
    try {
      assertNoLoop(inputs, resume, {
        stdin: Object.assign(stdin, { fd: read }),
        stdout: Object.assign(stdout, { fd: written }),
      })
    } finally {
      closeSync(read)
      closeSync(written)
    }
  }

  it('refuses an input to which results would be added, by whatever name', () => {
    const [a, b] = [folder.write('a', ''), folder.write('b', '')]
    const [hard, soft] = [folder.path('hard'), folder.path('soft')]
    linkSync(a, hard)
    symlinkSync(a, soft)
    const table: ReadonlyArray<[inputs: string[], resume: string | undefined, from: string, to: string]> = [
      [[b, a], undefined, b, a],
      [[hard], undefined, b, a],
      [[soft], undefined, b, a],
      [['-'], undefined, a, a],
      [[b, a], a, b, b],
      [[soft], a, b, b],
      [['-'], soft, a, b],
    ]
    for (const row of table) expect(() => check(...row), String(row)).to.throw(UsageError, 'is where results go too')
  })

  it('refuses nothing else', () => {
    const [a, b] = [folder.write('a', ''), folder.write('b', '')]
    const table: ReadonlyArray<[inputs: string[], resume: string | undefined, from: string, to: string]> = [
      [[a], undefined, a, b],
      [['-'], undefined, a, b],
      [[a], folder.path('missing'), b, a],
      [[a], b, a, a],
      [['-'], undefined, '/dev/null', '/dev/null'],
      [['/dev/null'], '/dev/null', '/dev/null', '/dev/null'],
      [[folder.path('missing')], undefined, a, b],
      [[], undefined, a, a],
    ]
    for (const row of table) expect(() => check(...row), String(row)).to.not.throw()
  })

  it('knows nothing of streams that are no files', () => {
    expect(() => assertNoLoop(['-'], undefined, fakeConsole())).to.not.throw()
  })
})
