import { expect } from 'chai'
import { summarizeIssues, writeLog } from '../../src/lambda/log.ts'
import { captureStderr } from '../support/captureStderr.ts'

describe('writeLog', () => {
  it('writes one line of JSON with the level, the message and the data', async () => {
    const { lines } = await captureStderr(async () => writeLog('WARN', 'Two\nlines', { field: 'retries', to: 1 }))
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal([
      { level: 'WARN', message: 'Two\nlines', field: 'retries', to: 1 },
    ])
  })
})

describe('summarizeIssues', () => {
  const paths: ReadonlyArray<[path: string, told: string]> = [
    ['urls[0].headers.x-secret', 'urls[0].headers'],
    ['urls[0].headers["a b"]', 'urls[0].headers'],
    ['[0].headers.secret', '[0].headers'],
    ['headers.secret', 'headers'],
    ['urls[0].headers', 'urls[0].headers'],
    ['urls[0]["http://user:secret@a.example/?secret"]', 'urls[0][…]'],
    ['policy["a \\"secret\\"] b"].x', 'policy[…].x'],
    ['["secret key"]["another one"]', '[…][…]'],
    ['urls[0].method', 'urls[0].method'],
  ]
  for (const [path, told] of paths)
    it(`tells the path ${path} as ${told}`, () => {
      expect(summarizeIssues([{ path, expected: 'string', got: 'secret' }])).to.deep.equal([
        { path: told, expected: 'string' },
      ])
    })

  it('gives ten issues at most, with short paths and without what was received', () => {
    const issues = Array.from({ length: 20 }, () => ({ path: 'p'.repeat(5_000), expected: 'string', got: 'secret' }))
    expect(summarizeIssues(issues)).to.deep.equal(
      Array.from({ length: 10 }, () => ({ path: `${'p'.repeat(200)}…`, expected: 'string' })),
    )
  })
})
