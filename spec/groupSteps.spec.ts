import { expect } from 'chai'
import type { Step } from '../src/domain/Step.ts'
import { createGroupSteps } from '../src/groupSteps.ts'
import { end, groupOf } from './support/groups.ts'

/** What is told of a group that is looked at after each of these deeds; the wall clock is 1,000 ms ahead. */
function tellOf(group = groupOf({})) {
  let nowMs = 0
  const steps: Step[] = []
  const lookAt = createGroupSteps(
    (step) => steps.push(step),
    () => nowMs,
    () => nowMs + 1_000,
  )
  const at = (ms: number, retryAfterMs?: number): void => {
    nowMs = ms
    if (retryAfterMs !== undefined) group.ended(nowMs, end(group.began(nowMs, true), 429, { retryAfterMs }))
    lookAt(group)
  }
  return { steps, at }
}

describe('createGroupSteps', () => {
  it('tells that a group is closed until when, and that it is open again when it is next looked at', () => {
    const { steps, at } = tellOf()
    at(0)
    at(10, 50)
    at(30)
    at(60)
    at(70)
    expect(steps).to.deep.equal([
      { type: 'closed', group: 'a', untilMs: 1_060 },
      { type: 'open', group: 'a' },
    ])
  })

  it('tells again of one that is closed for longer', () => {
    const { steps, at } = tellOf()
    at(10, 50)
    at(20, 90)
    at(30, 5)
    expect(steps).to.deep.equal([
      { type: 'closed', group: 'a', untilMs: 1_060 },
      { type: 'closed', group: 'a', untilMs: 1_110 },
    ])
  })

  it('tells nothing of one that only its own rate or cap holds back', () => {
    const { steps, at } = tellOf(groupOf({ perOrigin: 1, rates: [{ requests: 1, perMs: 100, burst: 1 }] }))
    at(0)
    expect(steps).to.deep.equal([])
  })
})
