import { expect } from 'chai'
import type { Step } from '../../../src/domain/Step.ts'
import { createStepCounts } from '../../../src/lambda/seeing/createStepCounts.ts'

const of = (index: number) => ({ index, url: `https://a.example/${index}` })
const waiting = (index: number, reason: 'slot' | 'rate' | 'back-off', attempt = 1): Step => ({
  type: 'waiting',
  ...of(index),
  attempt,
  reason,
})
const attempt = (index: number, number = 1, hedge?: true): Step => ({
  type: 'attempt',
  ...of(index),
  attempt: number,
  ...(hedge ? { hedge } : {}),
})

/** What is counted of steps at their times, each batch with numbers of its own. */
function countsOf(...batches: ReadonlyArray<ReadonlyArray<readonly [atMs: number, step: Step]>>) {
  let nowMs = 0
  const counter = createStepCounts(() => nowMs)
  for (const steps of batches) {
    const observer = counter.ofBatch()
    for (const [atMs, step] of steps) {
      nowMs = atMs
      observer.next(step)
    }
  }
  return counter.counts()
}

describe('createStepCounts', () => {
  it('counts nothing where nothing happens', () => {
    expect(countsOf([])).to.deep.equal({ retries: 0, hedges: 0, waitedMs: {} })
  })

  it('tells hedges from retries', () => {
    const steps = [attempt(0), attempt(0, 2, true), attempt(0, 3), attempt(1), attempt(1, 2)]
    expect(countsOf(steps.map((step) => [0, step]))).to.include({ retries: 2, hedges: 1 })
  })

  it('adds up what was waited for, each until the request’s next step', () => {
    const { waitedMs } = countsOf([
      [0, waiting(0, 'slot')],
      [0, waiting(1, 'slot')],
      [10, waiting(0, 'rate')],
      [25, attempt(0)],
      [30, attempt(1)],
      [40, waiting(1, 'back-off', 2)],
      [45, { type: 'closed', group: 'https://a.example', untilMs: 99 }],
      [47.6, attempt(1, 2)],
    ])
    expect(waitedMs).to.deep.equal({ slot: 40, rate: 15, 'back-off': 8 })
  })

  it('does not mix the requests of two batches', () => {
    const { waitedMs } = countsOf([[0, waiting(0, 'slot')]], [[50, attempt(0)]])
    expect(waitedMs).to.deep.equal({})
  })
})
