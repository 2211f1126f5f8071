import { expect } from 'chai'
import { answerBy } from '../../scripts/bench/traffic/answerBy.ts'
import type { ServerRule } from '../../scripts/bench/traffic/ServerSpec.ts'

describe('answerBy', () => {
  /** A rule, the requests as [time, in flight], and the answers as [status, what it tells]. */
  const table: ReadonlyArray<
    [what: string, rule: ServerRule, asked: ReadonlyArray<[number, number]>, answers: readonly unknown[]]
  > = [
    [
      'windows that tell when to come again',
      { kind: 'windows', limit: 2, windowMs: 1_000, tells: 'Retry-After' },
      [0, 10, 20, 1_000].map((nowMs) => [nowMs, 1]),
      [[200], [200], [429, '1'], [200]],
    ],
    [
      'windows that tell what remains',
      { kind: 'windows', limit: 2, windowMs: 2_000, tells: 'RateLimit' },
      [0, 10, 1_500, 2_000].map((nowMs) => [nowMs, 1]),
      [
        [200, '"default";r=1;t=2'],
        [200, '"default";r=0;t=2'],
        [429, '"default";r=0;t=1'],
        [200, '"default";r=1;t=2'],
      ],
    ],
    ['one that is closed', { kind: 'closed', retryAfterSeconds: 30 }, [[0, 1]], [[429, '30']]],
    ['one that is down', { kind: 'down' }, [[0, 1]], [[503]]],
    [
      'one with two places',
      { kind: 'crowded', places: 2 },
      [
        [0, 1],
        [0, 2],
        [0, 3],
      ],
      [[200], [200], [503]],
    ],
  ]
  for (const [what, rule, asked, answers] of table)
    it(`answers for ${what}`, () => {
      const answerNext = answerBy(rule)
      const got = asked.map(([nowMs, inFlight]) => {
        const { status, headers } = answerNext(nowMs, inFlight)
        return [status, ...Object.values(headers)]
      })
      expect(got).to.deep.equal(answers)
    })

  it('is slow for one in so many', () => {
    const answerNext = answerBy({ kind: 'tailed', oneIn: 3, slowMs: 900 })
    expect(Array.from({ length: 6 }, () => answerNext(0, 1).extraMs)).to.deep.equal([0, 0, 900, 0, 0, 900])
  })
})
