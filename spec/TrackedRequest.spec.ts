import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { failed, NOT_FOUND, RESET, succeeded } from './support/expectedResults.ts'
import { answer, OK } from './support/fakeTransport.ts'
import { track } from './support/track.ts'

const A = 'https://a.example/'

describe('TrackedRequest', () => {
  it('counts the attempts that are begun', () => {
    const { tracked, place } = track()
    tracked.begin(place)
    const attempt = tracked.begin(place)
    tracked.read(attempt, { url: A, ...OK })
    expect(tracked.settle()).to.deep.equal(succeeded(A, 0, { attempts: 2 }))
  })

  it('begins no attempt at what cannot be sent', () => {
    const { tracked } = track('no URL')
    expect(() => tracked.sendable())
      .to.throw()
      .with.property('kind', 'invalid-request')
    expect(tracked.fail(NOT_FOUND).settle()).to.deep.equal(failed('no URL', 0, NOT_FOUND, { attempts: 0 }))
  })

  it('measures from its beginning', () => {
    const { tracked, goTo } = track()
    goTo(7)
    expect(tracked.fail(NOT_FOUND).settle().timing).to.deep.equal({ startedAtMs: 0, durationMs: 7 })
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
    const limitMs = (ms: number) => tracked.limitMs({ ms, clock: 'attempt' })
    expect([limitMs(9), limitMs(90)]).to.deep.equal([9, 60])
    goTo(110)
    expect(limitMs(9)).to.equal(0)
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
    const { tracked, place } = track({ url: A, parse: 'json' })
    expect(() => tracked.read(tracked.begin(place), { url: A, ...answer(503) }))
      .to.throw()
      .with.property('kind', 'status')
    expect(() => tracked.read(tracked.begin(place), { url: A, ...answer(200, '{') }))
      .to.throw()
      .with.property('kind', 'parse')
  })
})
