import { expect } from 'chai'
import { jsonLine } from '../../src/domain/jsonLine.ts'

describe('jsonLine', () => {
  const values: readonly unknown[] = [
    { a: 1 },
    null,
    'a\u2028b\u2029c\u2028d',
    { 'a\u2028': ['\u2029\\u2028'] },
    'a\nb\r\n\u0085',
    'ü\x85é\x85',
    'ü€😀',
  ]
  for (const value of values)
    it(`is one line that says ${JSON.stringify(value)}`, () => {
      const line = jsonLine(value)
      expect(line).to.match(/^[^\n\r\x85\u2028\u2029]+\n$/)
      expect(JSON.parse(line)).to.deep.equal(value)
    })

  it('is null for what JSON has no word for', () => {
    expect(jsonLine(undefined)).to.equal('null\n')
  })
})
