import { expect } from 'chai'
import { extractMimeType } from '../../../src/domain/contentType/extractMimeType.ts'

describe('extractMimeType', () => {
  const table: ReadonlyArray<[field: string, essence: string | undefined, charset?: string]> = [
    ['', undefined],
    [',', undefined],
    ['nonsense, more', undefined],
    ['*/*', undefined],
    ['text/plain', 'text/plain'],
    ['application/json, application/json', 'application/json'],
    ['application/json; charset=utf-8, application/json; charset=utf-8', 'application/json', 'utf-8'],
    ['application/json;charset=latin1,application/json;charset=utf-8', 'application/json', 'utf-8'],
    ['text/plain;charset=gbk, text/plain', 'text/plain', 'gbk'],
    ['text/plain;charset=gbk, TEXT/PLAIN;x=y, text/plain', 'text/plain', 'gbk'],
    ['text/plain;charset=gbk, text/html', 'text/html'],
    ['text/plain;charset=gbk, text/html;charset=latin1', 'text/html', 'latin1'],
    ['text/plain;charset=gbk, text/html, text/plain', 'text/plain'],
    ['text/plain;charset=gbk, nonsense, text/plain', 'text/plain', 'gbk'],
    ['text/plain;charset=gbk, */*;charset=latin1', 'text/plain', 'gbk'],
    ['*/*, text/html', 'text/html'],
    [', text/plain', 'text/plain'],
    ['text/plain, ', 'text/plain'],
    ['text/html;x=",text/plain', 'text/html'],
    ['text/html;x=",text/plain";charset=gbk', 'text/html', 'gbk'],
    ['text/html;x="\\",text/plain', 'text/html'],
    ['text/html;", text/plain', 'text/html'],
    ['text/plain;charset="gbk, text/html"', 'text/plain', 'gbk, text/html'],
  ]
  for (const [field, essence, charset] of table)
    it(`takes ${JSON.stringify(field)} for ${essence ?? 'no type'}${charset === undefined ? '' : ` in ${charset}`}`, () => {
      const mimeType = extractMimeType(field)
      expect(mimeType?.essence).to.equal(essence)
      expect(mimeType?.parameters.get('charset')).to.equal(charset)
    })

  /** 64 KiB, as much as a response's header fields may hold. */
  const many = (text: string): string => text.repeat(65_536 / text.length)
  const long = [
    `text/plain${many(' ')}x`,
    `text/plain;x=${many(' ')}x`,
    `${many(' ')}text/plain`,
    `text/plain${many(';x=1')}`,
    `text/plain${many(';x=""')}`,
    `text/plain${many(';xyz')}`,
    many('a/b,'),
    many('a/b;'),
    many('"'),
    many('\\"'),
    `text/plain;x="${many('\\')}`,
    many('a'),
  ]
  for (const field of long)
    it(`reads ${JSON.stringify(field.slice(0, 16))}… in no time`, () => {
      const startedAt = process.cpuUsage().user
      extractMimeType(field)
      expect(process.cpuUsage().user - startedAt).to.be.below(1_000_000)
    })
})
