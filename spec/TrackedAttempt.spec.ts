import { expect } from 'chai'
import { VirtualTimeScheduler } from 'rxjs'
import type { FetchError } from '../src/domain/FetchError.ts'
import type { FetchResponse } from '../src/domain/FetchResponse.ts'
import { TrackedAttempt } from '../src/TrackedAttempt.ts'
import type { AttemptEnd } from '../src/traffic/Rule.ts'
import { RESET } from './support/expectedResults.ts'
import { type Answer, answer } from './support/fakeTransport.ts'
import { groupOf } from './support/groups.ts'
import { contextOf, placesIn } from './support/track.ts'

const A = 'https://a.example/'
const SENT = { url: A, method: 'GET', headers: {}, body: null, maxBodyBytes: 1, maxRedirects: 5 }

/** An attempt that begins at frame 10, what its group is told of it, and what other origins are. */
function begin(isHedge = false) {
  const scheduler = new VirtualTimeScheduler()
  const told: Array<Partial<AttemptEnd>> = []
  const visits: unknown[] = []
  const group = groupOf({})
  group.ended = (_, end) => void told.push(end)
  const visit = (origin: string, { status }: { status: number }): void => void visits.push([origin, status])
  scheduler.frame = 10
  const attempt = new TrackedAttempt(
    contextOf(scheduler, { visit }),
    placesIn(group, scheduler).place,
    1,
    isHedge,
    SENT,
  )
  const goTo = (frame: number): void => {
    scheduler.frame = frame
  }
  return { attempt, told, visits, goTo }
}

const responseOf = (response: Answer): FetchResponse => ({ url: A, ...response })

describe('TrackedAttempt', () => {
  it('tells its group of its answer once that counts, with the server’s words', () => {
    const { attempt, told } = begin()
    attempt.answered(responseOf(answer(429, '', { 'retry-after': '2' })))
    expect(told).to.deep.equal([])
    attempt.ended()
    attempt.ended(RESET)
    expect(told).to.have.length(1)
    expect(told[0]).to.include({ status: 429, health: 'overloaded', retryAfterMs: 2_000 })
  })

  it('tells nothing of an answer that came second', () => {
    const { attempt, told } = begin()
    attempt.answered(responseOf(answer(429, '', { 'retry-after': '2' })))
    attempt.lost()
    attempt.ended(RESET)
    expect(told.map(({ status, health, retryAfterMs }) => [status, health, retryAfterMs])).to.deep.equal([
      [undefined, 'none', undefined],
    ])
  })

  const HEALTH: ReadonlyArray<[name: string, error: FetchError, health: AttemptEnd['health']]> = [
    ['a broken connection', RESET, 'overloaded'],
    ['an attempt that took too long', { kind: 'timeout', message: '', clock: 'attempt' }, 'overloaded'],
    ['a request that took too long', { kind: 'timeout', message: '', clock: 'total' }, 'none'],
    ['an end by the deadline', { kind: 'deadline', message: '' }, 'none'],
  ]
  for (const [name, error, health] of HEALTH)
    it(`tells of ${name} that it says ${health}`, () => {
      const { attempt, told } = begin()
      attempt.ended(error)
      expect(told[0]).to.include({ health })
    })

  it('lets the answer to a later hop speak of its own origin', () => {
    const { attempt, told, visits } = begin()
    attempt.answered({ ...responseOf(answer(503)), url: 'https://b.example/', hops: 2 })
    attempt.ended()
    expect(visits).to.deep.equal([['https://b.example', 503]])
    expect(told[0]).to.include({ health: 'none', status: undefined })
  })

  it('is a record of when it was sent, how long it took, and what came of it', () => {
    const { attempt, goTo } = begin()
    const waits = [{ reason: 'slot', ms: 10 }] as const
    goTo(35)
    attempt.answered({ ...responseOf(answer(200)), reused: true, bytes: { received: 1, decoded: 2 }, hops: 3 })
    goTo(90)
    attempt.ended()
    expect(attempt.record(1_000, 4, waits)).to.deep.equal({
      startedAtMs: 1_006,
      durationMs: 25,
      waits,
      status: 200,
      reused: true,
      bytes: { received: 1, decoded: 2 },
      hops: 3,
    })
  })

  it('is a record of the other attempt that was too late', () => {
    const { attempt, goTo } = begin(true)
    goTo(15)
    attempt.lost()
    goTo(20)
    expect(attempt.record(0, 0, [])).to.deep.equal({
      startedAtMs: 10,
      durationMs: 5,
      waits: [],
      hedge: true,
      lost: true,
    })
  })
})
