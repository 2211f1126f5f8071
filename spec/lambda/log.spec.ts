import { expect } from 'chai'
import { writeLog } from '../../src/lambda/log.ts'
import { captureStderr } from '../support/captureStderr.ts'

describe('writeLog', () => {
  it('writes one line of JSON with the level, the message and the data', async () => {
    const { lines } = await captureStderr(async () => writeLog('WARN', 'Two\nlines', { field: 'retries', to: 1 }))
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal([
      { level: 'WARN', message: 'Two\nlines', field: 'retries', to: 1 },
    ])
  })
})
