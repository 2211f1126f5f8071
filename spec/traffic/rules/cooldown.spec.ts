import { expect } from 'chai'
import type { ServerWords } from '../../../src/domain/words/serverWords.ts'
import { createTraffic } from '../../../src/traffic/createTraffic.ts'
import { end, groupOf } from '../../support/groups.ts'

type Answers = ReadonlyArray<readonly [status: number, words?: ServerWords]>

const SPENT = { remaining: 0, resetMs: undefined }

describe('cooldown', () => {
  const told: ReadonlyArray<[name: string, answers: Answers, opensAtMs: number]> = [
    ['a 429 that asks for it', [[429, { retryAfterMs: 30 }]], 30],
    ['a 429 that does not', [[429]], 0],
    ['a 403 with nothing remaining', [[403, { retryAfterMs: 30, quota: SPENT }]], 30],
    ['a 403 with something remaining', [[403, { retryAfterMs: 30, quota: { remaining: 1, resetMs: undefined } }]], 0],
    ['a 403 that says nothing of a quota', [[403, { retryAfterMs: 30 }]], 0],
    ['one 503', [[503, { retryAfterMs: 30 }]], 0],
    [
      'two 503 in a row',
      [
        [503, { retryAfterMs: 30 }],
        [503, { retryAfterMs: 30 }],
      ],
      0,
    ],
    ['a third 503 in a row', [[503], [503], [503, { retryAfterMs: 30 }]], 30],
    ['a third 503, but not in a row', [[503], [503], [200], [503, { retryAfterMs: 30 }]], 0],
    [
      'a longer word after a shorter one',
      [
        [429, { retryAfterMs: 30 }],
        [429, { retryAfterMs: 50 }],
      ],
      50,
    ],
    [
      'a shorter word after a longer one',
      [
        [429, { retryAfterMs: 50 }],
        [429, { retryAfterMs: 30 }],
      ],
      50,
    ],
    ['a success after the word', [[429, { retryAfterMs: 50 }], [200]], 50],
    ['an hour, for as long as it may be waited', [[429, { retryAfterMs: 3_600_000 }]], 60_000],
  ]
  for (const [name, answers, opensAtMs] of told)
    it(`opens at ${opensAtMs} after ${name}`, () => {
      // Attempts under way when the word comes end later: they all begin before it.
      const group = groupOf({})
      const numbers = answers.map(() => group.began(0, true))
      answers.forEach(([status, words], place) => {
        group.ended(0, end(numbers[place] ?? 0, status, words))
      })
      expect(group.opensAtMs(0)).to.equal(opensAtMs)
    })

  it('lets one attempt probe what is closed for longer than may be waited, and its answer decides', () => {
    const closed = () => {
      const group = groupOf({ maxRetryAfterMs: 100 })
      group.ended(0, end(group.began(0, true), 429, { retryAfterMs: 5_000 }))
      expect([group.opensAtMs(0), group.opensAtMs(99)]).to.deep.equal([100, 100])
      const probe = group.began(100, false)
      expect(group.opensAtMs(100)).to.equal(Number.POSITIVE_INFINITY)
      return { group, probe }
    }
    const opened = closed()
    opened.group.ended(110, end(opened.probe, 200))
    expect(opened.group.opensAtMs(110)).to.equal(110)
    const shortened = closed()
    shortened.group.ended(110, end(shortened.probe, 429, { retryAfterMs: 20 }))
    expect(shortened.group.opensAtMs(110)).to.equal(130)
    const again = closed()
    again.group.ended(110, end(again.probe, 429, { retryAfterMs: 5_000 }))
    expect(again.group.opensAtMs(110)).to.equal(210)
    const unanswered = closed()
    unanswered.group.ended(110, { number: unanswered.probe, health: 'overloaded' })
    expect(unanswered.group.opensAtMs(110), 'another one may ask').to.be.at.most(110)
  })

  it('holds for all batches of the same traffic, for each as long as it waits at most', () => {
    const traffic = createTraffic()
    const [patient, hasty] = [groupOf({ maxRetryAfterMs: 900 }, traffic), groupOf({ maxRetryAfterMs: 50 }, traffic)]
    patient.ended(0, end(patient.began(0, true), 429, { retryAfterMs: 800 }))
    expect([patient.opensAtMs(0), hasty.opensAtMs(0)]).to.deep.equal([800, 50])
  })

  it('takes an attempt that was led here for no probe, unless one may go', () => {
    const group = groupOf({ maxRetryAfterMs: 100 })
    group.ended(0, end(group.began(0, true), 429, { retryAfterMs: 5_000 }))
    group.ended(1, end(group.began(1, false), 200))
    expect(group.opensAtMs(1)).to.equal(100)
    const probe = group.began(100, false)
    group.ended(110, end(group.began(105, false), 200))
    expect(group.opensAtMs(110)).to.equal(Number.POSITIVE_INFINITY)
    group.ended(120, end(probe, 200))
    expect(group.opensAtMs(120)).to.equal(120)
  })

  it('is deaf where it is turned off', () => {
    const group = groupOf({ cooldown: false })
    group.ended(0, end(group.began(0, true), 429, { retryAfterMs: 30, quota: { remaining: 0, resetMs: 500 } }))
    expect(group.opensAtMs(0)).to.equal(0)
  })
})
