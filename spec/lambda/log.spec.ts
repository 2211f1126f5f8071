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
  it('gives ten issues at most, with short paths and without what was received', () => {
    const issues = Array.from({ length: 20 }, () => ({ path: 'p'.repeat(5_000), expected: 'string', got: 'secret' }))
    expect(summarizeIssues(issues)).to.deep.equal(
      Array.from({ length: 10 }, () => ({ path: `${'p'.repeat(200)}…`, expected: 'string' })),
    )
  })
})
