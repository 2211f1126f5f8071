import { expect } from 'chai'
import { systemText } from '../../src/cli/systemText.ts'

describe('systemText', () => {
  const table: ReadonlyArray<[code: string | undefined, errno: number | undefined, says: string]> = [
    ['ENOENT', -2, 'no such file or directory'],
    ['EACCES', -13, 'permission denied'],
    ['ENOSPC', -28, 'no space left on device'],
    ['EISDIR', -21, 'it is a directory'],
    ['Z_BUF_ERROR', -5, 'it is gzip that is cut off'],
    ['Z_DATA_ERROR', -3, 'it is named as gzip, and is none or damaged'],
    ['ERR_OF_NODE', undefined, 'as Node.js says it'],
    [undefined, undefined, 'as Node.js says it'],
  ]
  for (const [code, errno, says] of table)
    it(`says of ${code ?? 'no code'}: ${says}`, () => {
      expect(systemText(Object.assign(new Error('as Node.js says it'), { code, errno }))).to.equal(says)
    })
})
