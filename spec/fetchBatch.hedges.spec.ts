import { expect } from 'chai'
import fc from 'fast-check'
import { concatMap, delay, map, NEVER, of, throwError, timer } from 'rxjs'
import type { Attempt } from '../src/domain/Attempt.ts'
import type { FetchError } from '../src/domain/FetchError.ts'
import type { FetchOptions } from '../src/FetchOptions.ts'
import { RESET } from './support/expectedResults.ts'
import { answer, OK } from './support/fakeTransport.ts'
import { answering, array, lettersOf, type Play, play } from './support/play.ts'

const A = 'https://a.example/'

/** The first attempt is answered after 500 ms, all others so after 5. */
const slowFirst =
  (others = OK): Play =>
  (scheduler, _, number) =>
    number === 0 ? timer(500, scheduler).pipe(map(() => OK)) : timer(5, scheduler).pipe(map(() => others))

describe('fetchBatch, where attempts have others beside them', () => {
  it('loses the first attempt where the answer to the second is final', () => {
    const { results } = play([A], slowFirst(answer(404)), { hedgeAfterMs: 100, history: true })
    expect(results[0]?.history).to.deep.equal([
      { startedAtMs: 0, durationMs: 105, waits: [], lost: true },
      { startedAtMs: 100, durationMs: 5, waits: [], status: 404, error: 'status', hedge: true },
    ])
  })

  it('hedges nothing that may not be sent twice', () => {
    for (const request of [
      { url: A, idempotent: false },
      { url: A, method: 'POST', idempotent: true },
    ])
      expect(play([request], slowFirst(), { hedgeAfterMs: 100 }).starts).to.deep.equal([0])
  })

  it('counts the time from when an attempt is sent, not from its preparation', () => {
    const prepared: number[] = []
    const { starts, steps } = play([A], answering(150, OK), (scheduler) => ({
      hedgeAfterMs: 100,
      prepare: (attempt) => {
        prepared.push(scheduler.now())
        return of(attempt).pipe(delay(300, scheduler))
      },
    }))
    expect(prepared).to.deep.equal([0, 400])
    expect(starts).to.deep.equal([300])
    expect(lettersOf(steps)).to.equal('wawpx')
  })

  const useless: ReadonlyArray<[name: string, second: (attempt: Attempt) => Attempt]> = [
    [
      'throws for it',
      () => {
        throw new Error('no token')
      },
    ],
    ['makes it one that is not safe', (attempt) => ({ ...attempt, method: 'POST' })],
    ['leads it elsewhere', (attempt) => ({ ...attempt, url: 'https://b.example/' })],
  ]
  for (const [name, second] of useless)
    it(`goes on with the first attempt where prepare ${name}`, () => {
      let calls = 0
      const prepare = (attempt: Attempt): Attempt => {
        calls += 1
        return calls === 1 ? attempt : second(attempt)
      }
      const { results, transport } = play([A], slowFirst(), { hedgeAfterMs: 100, prepare })
      expect(results[0]).to.include({ outcome: 'success', attempts: 1 })
      expect([calls, transport.attempts.length]).to.deep.equal([2, 1])
    })

  it('asks retryWhen once about each error', () => {
    const asked: unknown[] = []
    const retryWhen = (error: FetchError, { attempts }: { attempts: number }): boolean => {
      asked.push([(error as { status?: number }).status, attempts])
      return false
    }
    play([A], slowFirst(answer(503)), { hedgeAfterMs: 100, retryWhen })
    expect(asked).to.deep.equal([[503, 2]])
  })

  it('draws from the budget only for what is sent', () => {
    const closed: Play = (scheduler) => timer(20, scheduler).pipe(map(() => OK))
    // the rate lets no second attempt start before the first is answered
    const first = play(
      array(5, () => A),
      closed,
      { hedgeAfterMs: 10, rate: { requests: 1, perMs: 50 }, retryBudget: 0 },
    )
    expect(first.starts).to.have.length(5)
    expect(first.traffic.enter('https://a.example').retryTokens).to.equal(100)
  })

  it('hedges 5 % and not ever more where answers take what they will', () => {
    let seed = 1
    const random = (): number => {
      seed = (seed * 16_807) % 2_147_483_647 // Park and Miller's generator
      return seed / 2_147_483_647
    }
    const exponential: Play = (scheduler) => timer(Math.ceil(-100 * Math.log(random())), scheduler).pipe(map(() => OK))
    const { starts } = play(
      array(5_000, () => A),
      exponential,
      { hedgeAfterMs: 'p95', concurrency: 50, observer: undefined },
    )
    expect(starts.length).to.be.within(5_100, 5_500)
  })

  it('tells every request a sentence of this grammar', () => {
    const anyDeed = fc.record({ afterMs: fc.nat({ max: 40 }), status: fc.constantFrom(200, 404, 503, 429, 0, -1) })
    const anyRun = fc.record({
      deeds: fc.array(anyDeed, { minLength: 1, maxLength: 12 }),
      count: fc.nat({ max: 8 }),
      policy: fc.record(
        {
          concurrency: fc.integer({ min: 1, max: 4 }),
          hedgeAfterMs: fc.integer({ min: 1, max: 30 }),
          rate: fc.constantFrom('5/s', '1/50ms'),
          deadlineMs: fc.integer({ min: 1, max: 500 }),
        },
        { requiredKeys: ['concurrency', 'hedgeAfterMs'] },
      ),
      prepareMs: fc.option(fc.nat({ max: 20 }), { nil: undefined }),
    })
    fc.assert(
      fc.property(anyRun, ({ deeds, count, policy, prepareMs }) => {
        const answers: Play = (scheduler, _, number) => {
          const { afterMs, status } = deeds[number % deeds.length] ?? { afterMs: 0, status: 200 }
          const does$ = status === 0 ? throwError(() => RESET) : status < 0 ? NEVER : of(answer(status))
          return timer(afterMs, scheduler).pipe(concatMap(() => does$))
        }
        const { steps, results, traffic, transport } = play(
          array(count, () => A),
          answers,
          (scheduler) => ({
            ...(policy as FetchOptions),
            timeoutMs: 35,
            history: true,
            ...(prepareMs === undefined ? {} : { prepare: (attempt) => of(attempt).pipe(delay(prepareMs, scheduler)) }),
          }),
        )
        expect(results).to.have.length(count)
        for (const { index, attempts, history } of results) {
          // attempts and those beside them, each answered or not, retries between them, and one result at the end
          expect(lettersOf(steps, index)).to.match(/^w*(a(w*a)?w*(p|pp)?(rw*)?)*x$/)
          expect(
            steps.filter(({ type, ...step }) => type === 'attempt' && 'index' in step && step.index === index),
          ).to.have.length(attempts)
          expect(history ?? []).to.have.length(attempts)
        }
        expect(transport.inFlight).to.equal(0)
        const memory = traffic.enter('https://a.example')
        expect(memory.users).to.equal(1) // the one that has just entered
      }),
    )
  })
})
