import { expect } from 'chai'
import { captureStderr } from '../support/captureStderr.ts'
import { fuzzHandler } from '../support/fuzzHandler.ts'
import { useRealSockets } from '../support/realSockets.ts'

describe('the handler under generated events', () => {
  useRealSockets()

  it('never throws and answers each in time', async () => {
    const { value } = await captureStderr(() => fuzzHandler(1_000, 20_261_123, 10_000))
    expect(value.answered).to.equal(1_000)
    expect(value.byStatus)
      .to.include.all.keys('200', '400', 'failures', 'items', 'unserved')
      .and.not.any.keys('500', 'none')
  })
})
