import { expect } from 'chai'
import type { Paint } from '../../../src/cli/output/paint.ts'
import { resultLine } from '../../../src/cli/output/resultLine.ts'
import { failure, success } from '../../support/sampleResults.ts'

const plain: Paint = (_, text) => text
const missing = { kind: 'status', message: 'The status is 404', status: 404, headers: {}, body: 'no' } as const

describe('resultLine', () => {
  const table = [
    [success(), 80, '200    23 ms     7 B  https://a.example/x'],
    [success({ headers: { 'content-length': '1234' } }), 80, '200    23 ms  1.2 kB  https://a.example/x'],
    [success({ url: 'https://u:p@a.example/x?token=1#f' }), 80, '200    23 ms     7 B  https://a.example/x?token=…'],
    [failure(missing), 80, '404    23 ms     2 B  https://a.example/x'],
    [failure(), 80, '---    23 ms          https://a.example/x  Request timed out'],
    [failure(), 50, '---    23 ms          a.example/x  Request timed …'],
    [success({ url: `https://a.example/${'x'.repeat(60)}1` }), 40, '200    23 ms     7 B  a.examp…xxxxxxxxx1'],
    [success(), 10, '200    23……'],
  ] as const
  for (const [result, columns, line] of table)
    it(`is ${line} on ${columns} columns`, () => {
      expect(resultLine(result, columns, plain)).to.equal(line)
    })

  it('never is wider than its screen, from 24 columns on', () => {
    const results = [success(), failure(), failure(missing), success({ url: `https://a.example/${'x'.repeat(300)}` })]
    for (let columns = 24; columns < 120; columns += 1)
      for (const result of results) expect(resultLine(result, columns, plain).length).to.be.at.most(columns)
  })

  it('has colours by how it went', () => {
    const paint: Paint = (colour, text) => `<${colour} ${text}>`
    expect(resultLine(success(), 80, paint)).to.match(/^<green 200> /)
    expect(resultLine(failure(), 80, paint)).to.match(/^<red ---> .* <red Request timed out>$/)
    expect(resultLine(failure(missing), 80, paint)).to.match(/^<red 404> /)
  })
})
