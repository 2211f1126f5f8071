import { expect } from 'chai'
import { watchSteps } from '../../../src/cli/progress/watchSteps.ts'
import type { FetchError } from '../../../src/domain/FetchError.ts'
import type { Step } from '../../../src/domain/Step.ts'
import { success } from '../../support/sampleResults.ts'

describe('watchSteps', () => {
  const noon = new Date(2026, 0, 1, 12, 0, 0).getTime()
  const of = { index: 0, url: 'https://a.example/', attempt: 1 }

  it('counts hedges alone', () => {
    const watch = watchSteps()
    watch.next({ type: 'attempt', ...of })
    watch.next({ type: 'attempt', ...of, hedge: true })
    watch.next({ type: 'response', ...of, status: 200, durationMs: 1, hedge: true })
    expect(watch.hedges).to.equal(1)
  })

  it('knows which requests are in flight: from an attempt to its retry or its result', () => {
    const watch = watchSteps()
    const error: FetchError = { kind: 'socket', message: '', code: 'ECONNRESET' }
    const seenAfter = (...steps: readonly Step[]): number => {
      for (const step of steps) watch.next(step)
      return watch.inFlight
    }
    expect(seenAfter({ type: 'waiting', ...of, reason: 'rate' })).to.equal(0)
    expect(seenAfter({ type: 'attempt', ...of }, { type: 'attempt', ...of, attempt: 2, hedge: true })).to.equal(1)
    expect(seenAfter({ type: 'attempt', ...of, index: 1 })).to.equal(2)
    expect(seenAfter({ type: 'retry', ...of, error, waitMs: 1_000 })).to.equal(1)
    expect(seenAfter({ type: 'attempt', ...of, attempt: 3 })).to.equal(2)
    expect(seenAfter({ type: 'result', ...of, result: success() })).to.equal(1)
  })

  it('says which groups are closed and until when, while they are', () => {
    let nowMs = noon
    const watch = watchSteps(() => nowMs)
    expect(watch.waits()).to.equal(undefined)
    watch.next({ type: 'closed', group: 'https://a.example', untilMs: noon + 5_000 })
    expect(watch.waits()).to.equal('waiting for a.example until 12:00:05 (5.0 s)')
    watch.next({ type: 'closed', group: 'https://b.example:8080', untilMs: noon + 90_000 })
    expect(watch.waits()).to.equal('waiting for b.example:8080 and 1 more until 12:01:30 (1:30)')
    watch.next({ type: 'open', group: 'https://b.example:8080' })
    nowMs += 2_000
    expect(watch.waits()).to.equal('waiting for a.example until 12:00:05 (3.0 s)')
    nowMs += 3_000
    expect(watch.waits()).to.equal(undefined)
    watch.next({ type: 'closed', group: 'mine', untilMs: Number.POSITIVE_INFINITY })
    expect(watch.waits()).to.equal('waiting for mine')
  })
})
