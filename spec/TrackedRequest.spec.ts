import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { VirtualTimeScheduler } from 'rxjs'
import { DEFAULT_POLICY } from '../src/domain/FetchPolicy.ts'
import { prepareRequest } from '../src/domain/prepareRequest.ts'
import { Place } from '../src/operators/Place.ts'
import { type BatchContext, TrackedRequest } from '../src/TrackedRequest.ts'
import { createTraffic } from '../src/traffic/createTraffic.ts'
import { Group } from '../src/traffic/Group.ts'
import { failed, NOT_FOUND, RESET, succeeded } from './support/expectedResults.ts'
import { answer, OK } from './support/fakeTransport.ts'
import { TRAFFIC_POLICY } from './support/trafficPolicy.ts'

const A = 'https://a.example/'

/** A request tracked from frame 0, and the clock by which it is. */
function track(request: unknown = A, over: Partial<BatchContext> = {}) {
  const scheduler = new VirtualTimeScheduler()
  const prepared = prepareRequest(request, 0, { policy: DEFAULT_POLICY, headers: {} })
  const nowMs = () => scheduler.now()
  const context = {
    scheduler,
    nowMs,
    wallMs: nowMs,
    random: () => 0.5,
    visit: () => {},
    deadlineAtMs: Number.POSITIVE_INFINITY,
    ...over,
  }
  const group = new Group(createTraffic().enter('a'), TRAFFIC_POLICY)
  const place = new Place({ nowMs, give: () => {}, hold: () => {}, forget: () => {} }, group)
  return {
    tracked: new TrackedRequest(prepared, place, context),
    goTo: (frame: number) => {
      scheduler.frame = frame
    },
  }
}

describe('TrackedRequest', () => {
  it('counts the attempts that are begun', () => {
    const { tracked } = track()
    expect(tracked.fail(NOT_FOUND)).to.deep.equal(failed(A, 0, NOT_FOUND, { attempts: 0 }))
    expect(tracked.beginAttempt(9)).to.include({ url: A, method: 'GET' })
    tracked.beginAttempt(9)
    expect(tracked.succeed({ url: A, ...OK })).to.deep.equal(succeeded(A, 0, { attempts: 2 }))
  })

  it('begins no attempt at what cannot be sent', () => {
    const { tracked } = track('no URL')
    expect(() => tracked.beginAttempt(9))
      .to.throw()
      .with.property('kind', 'invalid-request')
    expect(tracked.fail(NOT_FOUND).attempts).to.equal(0)
  })

  it('measures from its beginning', () => {
    const { tracked, goTo } = track()
    goTo(7)
    expect(tracked.fail(NOT_FOUND).timing).to.deep.equal({ startedAtMs: 0, durationMs: 7 })
  })

  it('limits an attempt to timeoutMs, or to what the total time has left', () => {
    const { tracked, goTo } = track({ url: A, timeoutMs: 10, totalTimeoutMs: 25 })
    const limits: unknown[] = []
    for (const frame of [0, 15, 16, 24, 25, 30]) {
      goTo(frame)
      limits.push(Object.values(tracked.limit()))
    }
    expect(limits).to.deep.equal([
      [10, 'attempt'],
      [10, 'attempt'],
      [9, 'total'],
      [1, 'total'],
      [0, 'total'],
      [0, 'total'],
    ])
  })

  it('tells an attempt how long it may take, also by the deadline', () => {
    const { tracked, goTo } = track(A, { deadlineAtMs: 100 })
    goTo(40)
    expect([tracked.beginAttempt(9).limitMs, tracked.beginAttempt(90).limitMs]).to.deep.equal([9, 60])
    goTo(110)
    expect(tracked.beginAttempt(9).limitMs).to.equal(0)
  })

  it('lets a retry wait within the time that is left', () => {
    const { tracked, goTo } = track({ url: A, retryDelayMs: 20, totalTimeoutMs: 100 })
    expect(tracked.retryWait(RESET, 1)).to.deep.equal(E.right(10))
    goTo(89)
    expect(tracked.retryWait(RESET, 1)).to.deep.equal(E.right(10))
    goTo(90)
    expect(tracked.retryWait(RESET, 1)).to.deep.equal(E.left(RESET))
  })

  it('lets a retry wait within the deadline of the batch', () => {
    const { tracked, goTo } = track({ url: A, retryDelayMs: 20 }, { deadlineAtMs: 50 })
    goTo(39)
    expect(tracked.retryWait(RESET, 1)).to.deep.equal(E.right(10))
    goTo(40)
    expect(tracked.retryWait(RESET, 1)).to.deep.equal(E.left(RESET))
  })

  it('does not retry what may not be sent twice', () => {
    const { tracked } = track({ url: A, method: 'POST' })
    expect(tracked.retryWait(RESET, 1)).to.deep.equal(E.left(RESET))
  })

  it('throws the error that a response amounts to', () => {
    const { tracked } = track({ url: A, parse: 'json' })
    expect(() => tracked.succeed({ url: A, ...answer(503) }))
      .to.throw()
      .with.property('kind', 'status')
    expect(() => tracked.succeed({ url: A, ...answer(200, '{') }))
      .to.throw()
      .with.property('kind', 'parse')
  })
})
