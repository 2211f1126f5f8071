import { expect } from 'chai'
import { AttemptHistory } from '../src/AttemptHistory.ts'
import { answer } from './support/fakeTransport.ts'
import { track } from './support/track.ts'

const A = 'https://a.example/'

describe('AttemptHistory', () => {
  it('tells each attempt with what was waited for before it, in whole ms', () => {
    const { tracked, place, goTo } = track()
    const history = new AttemptHistory()
    history.waited('slot', 3.4, false)
    history.waited('rate', 0, false)
    goTo(5)
    const first = tracked.begin(place)
    history.began(first)
    goTo(7)
    first.answered({ url: A, ...answer(503) })
    first.ended()
    history.waited('back-off', 10, false)
    goTo(17)
    history.began(tracked.begin(place))
    goTo(20)
    expect(history.records(100, 0)).to.deep.equal([
      { startedAtMs: 105, durationMs: 2, waits: [{ reason: 'slot', ms: 3 }], status: 503 },
      { startedAtMs: 117, durationMs: 3, waits: [{ reason: 'back-off', ms: 10 }], lost: true },
    ])
  })

  it('keeps what a hedge waited for apart from what its request did', () => {
    const { tracked, place } = track()
    const history = new AttemptHistory()
    const beside = place.beside()
    history.began(tracked.begin(place))
    history.waited('rate', 4, true)
    history.waited('back-off', 6, false)
    history.began(tracked.begin(beside))
    history.began(tracked.begin(place))
    expect(history.records(0, 0).map(({ hedge, waits }) => [hedge ?? false, waits])).to.deep.equal([
      [false, []],
      [true, [{ reason: 'rate', ms: 4 }]],
      [false, [{ reason: 'back-off', ms: 6 }]],
    ])
  })
})
