import { expect } from 'chai'
import { VirtualTimeScheduler } from 'rxjs'
import { createFirstAttempts } from '../../src/operators/firstAttempts.ts'
import { createLoopTurns } from '../../src/operators/loopTurns.ts'
import { Place, type PlaceKeeper } from '../../src/operators/Place.ts'
import { fromIterable } from '../../src/operators/source/fromIterable.ts'
import { createGroups } from '../../src/traffic/createGroups.ts'
import { createTraffic } from '../../src/traffic/createTraffic.ts'
import { TRAFFIC_POLICY } from '../support/trafficPolicy.ts'

/** First attempts at `a1 a2 b1`, named by their group and their place there, of which one may be in flight for each group. */
function firstAttemptsOf(requests: string, { window = Number.POSITIVE_INFINITY, isInMemory = true } = {}) {
  const groups = createGroups(createTraffic(), { ...TRAFFIC_POLICY, perOrigin: 1 }, () => 0)
  const keeper = { nowMs: () => 0 } as unknown as PlaceKeeper
  const held: string[] = []
  const returned: Place[] = []
  const first = createFirstAttempts<string>({
    source: fromIterable(requests.split(' ')),
    isInMemory,
    window,
    turns: createLoopTurns(new VirtualTimeScheduler(), () => {}),
    place: (request) => new Place(keeper, groups.enter(request.charAt(0)), true),
    giveBack: (place) => returned.push(place),
    heldBack: ({ request }, reason) => held.push(`${request} ${reason}`),
  })
  /** Starts all that may. */
  const startAll = (): string => {
    const started: string[] = []
    for (let next = first.next(0); next !== undefined; next = first.next(0)) {
      next.place.began()
      started.push(next.request)
    }
    return started.join(' ')
  }
  const leaveAll = (): string => {
    const left: string[] = []
    for (let next = first.unstarted(); next !== undefined; next = first.unstarted())
      left.push(`${next.request}@${next.index}`)
    return left.join(' ')
  }
  return { first, startAll, leaveAll, held, returned }
}

describe('createFirstAttempts', () => {
  it('starts requests in their order but for those whose groups are closed, and says what these wait for', () => {
    const { startAll, held, first } = firstAttemptsOf('a1 a2 b1 a3 c1')
    expect(startAll()).to.equal('a1 b1 c1')
    expect(held).to.deep.equal(['a2 slot', 'a3 slot'])
    expect(first.isDone).to.equal(false)
  })

  it('is done when nothing waits and the source has ended', () => {
    const { startAll, first } = firstAttemptsOf('a1 b1')
    expect([startAll(), first.isDone]).to.deep.equal(['a1 b1', true])
  })

  it('pulls no further than its window beyond what has passed', () => {
    const { startAll, first } = firstAttemptsOf('a1 b1 c1 d1 e1', { window: 2 })
    expect(startAll()).to.equal('a1 b1')
    first.passed(1)
    expect(startAll()).to.equal('c1')
    first.passed(5)
    expect(startAll()).to.equal('d1 e1')
  })

  it('gives what never started once it is stopped: what was pulled first, in its order', () => {
    const { first, startAll, leaveAll, returned } = firstAttemptsOf('a1 a2 b1 a3 c1', { window: 4 })
    expect(startAll()).to.equal('a1 b1')
    first.stop()
    expect(leaveAll()).to.equal('a2@1 a3@3 c1@4')
    expect(returned).to.have.length(2)
  })

  it('pulls nothing more of a source that is not in memory', () => {
    const { first, startAll, leaveAll } = firstAttemptsOf('a1 a2 b1 c1', { window: 2, isInMemory: false })
    expect(startAll()).to.equal('a1')
    first.stop()
    expect(leaveAll()).to.equal('a2@1')
  })
})
