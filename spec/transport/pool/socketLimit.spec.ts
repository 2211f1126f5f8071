import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { socketLimit } from '../../../src/transport/pool/socketLimit.ts'

describe('socketLimit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'limits-'))
  after(() => rmSync(folder, { recursive: true }))

  const limitFrom = (text: string): number => {
    writeFileSync(join(folder, 'limits'), text)
    return socketLimit(join(folder, 'limits'))
  }
  const line = (soft: string) =>
    `Max processes  10  10  processes\nMax open files            ${soft}       4096   files\n`

  for (const [soft, limit] of [
    ['1024', 900],
    ['20000', 19_876],
    ['130', 124],
    ['unlimited', 900],
  ] as const)
    it(`leaves ${limit} sockets of ${soft} descriptors`, () => {
      expect(limitFrom(line(soft))).to.equal(limit)
    })

  it('takes the usual limit where the system does not tell', () => {
    expect(socketLimit(join(folder, 'absent'))).to.equal(900)
    expect(limitFrom('nothing of use')).to.equal(900)
  })
})
