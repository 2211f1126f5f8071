import { expect } from 'chai'
import { readLines } from '../../../scripts/deploy/start/readLines.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

describe('readLines', () => {
  const folder = temporaryFolder()
  const CASES: ReadonlyArray<readonly [what: string, text: string, lines: readonly string[]]> = [
    ['nothing', '', []],
    ['a last line without an end', 'a\nb', ['a', 'b']],
    ['a last line with an end', 'a\nb\n', ['a', 'b']],
    ['CR LF, blank lines and a byte order mark', '\ufeffa\r\n\r\nb\r\n', ['a', '', 'b']],
    ['separators that end no line', 'a\u2028b\rc', ['a\u2028b\rc']],
    ['lines longer than what is read at once', `${'ä'.repeat(70_000)}\nb`, ['ä'.repeat(70_000), 'b']],
  ]
  for (const [what, text, lines] of CASES)
    it(`reads ${what}`, async () => {
      const read: string[] = []
      for await (const line of readLines(folder.write('lines', text))) read.push(line)
      expect(read).to.deep.equal(lines)
    })
})
