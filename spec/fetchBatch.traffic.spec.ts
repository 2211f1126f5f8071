import { expect } from 'chai'
import { map, NEVER, type Observable, of, timer, VirtualTimeScheduler } from 'rxjs'
import type { FetchRequest } from '../src/domain/FetchRequest.ts'
import type { FetchOptions } from '../src/FetchOptions.ts'
import { fetchBatch } from '../src/fetchBatch.ts'
import { createTraffic } from '../src/traffic/createTraffic.ts'
import { type Answer, answer, fakeTransport, OK } from './support/fakeTransport.ts'
import { naturals, times } from './support/sources.ts'

const A = 'https://a.example/'
const B = 'https://b.example/'

const busy = (seconds: string, status = 429): Answer => answer(status, 'busy', { 'retry-after': seconds })
const tells = (remaining: number, seconds: number): Answer =>
  answer(200, '', { ratelimit: `"default";r=${remaining};t=${seconds}` })

type Play = (scheduler: VirtualTimeScheduler, origin: string, number: number) => Observable<Answer>

/** Runs a batch in virtual time and draws when attempts began: `a@0 b@0 a@250` … */
function draw(requests: Iterable<string | FetchRequest>, play: Play, options: FetchOptions = {}) {
  const scheduler = new VirtualTimeScheduler()
  const began: string[] = []
  const transport = fakeTransport(({ url }, number) => {
    const origin = url.charAt('https://'.length)
    began.push(`${origin}@${Math.round(scheduler.now())}`)
    return play(scheduler, origin, number)
  })
  const outcomes: string[] = []
  fetchBatch(requests, { transport, scheduler, random: () => 0, ...options }).subscribe((result) => {
    outcomes[result.index] = result.outcome === 'success' ? 'ok' : result.error.kind
  })
  scheduler.flush()
  return { starts: began.join(' '), outcomes: outcomes.join(' '), frames: scheduler.frame }
}

const answering =
  (ms: number, response: Answer): Play =>
  (scheduler) =>
    timer(ms, scheduler).pipe(map(() => response))

describe('fetchBatch', () => {
  describe('and its traffic', () => {
    it('keeps a rate for each origin, retries included', () => {
      const play: Play = (_, origin, number) => of(origin === 'a' && number === 0 ? answer(503) : OK)
      const { starts, outcomes } = draw([A, A, B, A], play, { rate: '2/s' })
      expect(starts).to.equal('a@0 b@0 a@500 a@1000 a@1500')
      expect(outcomes).to.equal('ok ok ok ok')
    })

    it('keeps several rates at once', () => {
      const { starts } = draw([A, A, A, A], answering(1, OK), {
        rate: ['4/s', { requests: 2, perMs: 2_000, burst: 2 }],
      })
      expect(starts).to.equal('a@0 a@250 a@2000 a@3111')
    })

    it('lets a word of the server hold for all that is sent there, and for nobody else', () => {
      const play: Play = (_, _origin, number) => of(number === 0 ? busy('2') : OK)
      const { starts } = draw([A, A, A, B], play, { concurrency: 1 })
      expect(starts).to.equal('a@0 b@0 a@2000 a@2000 a@2000')
    })

    it('begins nothing before the word, though it was begun to wait for less', () => {
      const play: Play = (scheduler, _, number) =>
        number === 0 ? of(answer(500)) : number === 1 ? timer(50, scheduler).pipe(map(() => busy('1'))) : of(OK)
      const { starts } = draw([A, A], play, { random: () => 0.4 })
      expect(starts).to.equal('a@0 a@0 a@1050 a@1050')
    })

    it('paces by what the server says that remains', () => {
      const play: Play = (_, __, number) => of(number === 0 ? tells(2, 3) : OK)
      const { starts } = draw(
        times(5, () => A),
        play,
        { concurrency: 1 },
      )
      expect(starts).to.equal('a@0 a@0 a@0 a@3000 a@3000')
    })

    it('probes with one attempt where the server asks for longer than may be waited', () => {
      const play: Play = (scheduler, _, number) => timer(5, scheduler).pipe(map(() => (number < 2 ? busy('3600') : OK)))
      const { starts, outcomes } = draw(
        times(4, () => A),
        play,
        { maxRetryAfterMs: 100, concurrency: 3, retries: 0 },
      )
      expect(starts).to.equal('a@0 a@0 a@0 a@105')
      expect(outcomes).to.equal('status status ok ok')
      const closed = draw(
        times(3, () => A),
        answering(5, busy('3600')),
        { maxRetryAfterMs: 100, concurrency: 1 },
      )
      expect(closed).to.deep.include({ starts: 'a@0 a@105 a@210', outcomes: 'rate-limited rate-limited rate-limited' })
    })

    it('gives the slot of a request that waits to others', () => {
      const play: Play = (_, origin, number) => of(origin === 'a' && number < 2 ? busy('30') : OK)
      const { starts } = draw([A, A, B, B, B], play, { concurrency: 2, totalTimeoutMs: 60_000 })
      expect(starts).to.equal('a@0 b@0 b@0 b@0 a@30000 a@30000')
    })

    it('keeps within the retry budget of a group: the last error stands', () => {
      const { starts, outcomes } = draw(
        times(300, () => A),
        answering(1, answer(503)),
        { retryBudget: 0, retryDelayMs: 1 },
      )
      expect(starts.split(' ')).to.have.length(300 + 100)
      expect(new Set(outcomes.split(' '))).to.deep.equal(new Set(['status']))
    })

    it('does not charge the budget for a retry that the server asked for', () => {
      const play: Play = (_, __, number) => of(number < 500 ? busy('0') : OK)
      const { outcomes } = draw(
        times(300, () => A),
        play,
        { retryBudget: 0, retries: 9, retryDelayMs: 1 },
      )
      expect(new Set(outcomes.split(' '))).to.deep.equal(new Set(['ok']))
    })

    it('adapts the limit in flight to how the server fares', () => {
      let inFlight = 0
      let refusals = 0
      const play: Play = (scheduler, _, number) => {
        inFlight += 1
        const refused = inFlight > 8
        if (refused && number >= 100) refusals += 1
        return timer(refused ? 1 : 8 + ((number * 7) % 13) / 3, scheduler).pipe(
          map(() => {
            inFlight -= 1
            return refused ? answer(503) : OK
          }),
        )
      }
      const options = { adaptive: true, concurrency: 32, retries: 100, retryBudget: 100 }
      const { outcomes, frames } = draw(
        times(1_000, () => A),
        play,
        options,
      )
      expect(new Set(outcomes.split(' '))).to.deep.equal(new Set(['ok']))
      expect(refusals).to.be.below(70)
      expect(frames, 'where eight at a time would take 1,250').to.be.below(1_250 / 0.7)
    })

    it('looks for another origin while one is closed, as far as an array goes', () => {
      const play: Play = (_, origin, number) => (origin === 'a' && number === 0 ? of(busy('30')) : of(OK))
      const urls = [A, ...times(5_000, () => A), B]
      const { starts } = draw(urls, play, { concurrency: 1, totalTimeoutMs: 60_000 })
      expect(starts.split(' ').slice(0, 3)).to.deep.equal(['a@0', 'b@0', 'a@30000'])
    })

    it('remembers a word from one batch to the next that shares its traffic', () => {
      const traffic = createTraffic()
      const scheduler = new VirtualTimeScheduler()
      const starts: number[] = []
      const batch = (response: Answer) => {
        const transport = fakeTransport(() => {
          starts.push(scheduler.now())
          return of(response)
        })
        fetchBatch([A], { transport, scheduler, traffic, retries: 0 }).subscribe()
      }
      batch(busy('2'))
      batch(OK)
      scheduler.flush()
      expect(starts).to.deep.equal([0, 2_000])
    })

    it('goes on in one batch when the probe of another has ended', () => {
      const drawTwo = (probe: (scheduler: VirtualTimeScheduler) => Observable<Answer>, leaveAtMs: number) => {
        const traffic = createTraffic()
        const scheduler = new VirtualTimeScheduler()
        const starts: string[] = []
        const batch = (name: string, play: (number: number) => Observable<Answer>) => {
          const transport = fakeTransport((_, number) => {
            starts.push(`${name}@${scheduler.now()}`)
            return play(number)
          })
          const options = { transport, scheduler, traffic, concurrency: 1, retries: 0, maxRetryAfterMs: 100 }
          return fetchBatch([A, A], options).subscribe()
        }
        const first = batch('x', (number) => (number === 0 ? of(busy('3600')) : probe(scheduler)))
        scheduler.schedule(() => batch('y', () => of(OK)), 150)
        scheduler.schedule(() => first.unsubscribe(), leaveAtMs)
        scheduler.flush()
        return starts.join(' ')
      }
      const answered = drawTwo((scheduler) => timer(300, scheduler).pipe(map(() => OK)), 900)
      expect(answered).to.equal('x@0 x@100 y@400 y@400')
      expect(drawTwo(() => NEVER, 300)).to.equal('x@0 x@100 y@300 y@300')
    })

    it('goes on in one batch as soon as another is told that more remains', () => {
      const traffic = createTraffic()
      const scheduler = new VirtualTimeScheduler()
      const starts: string[] = []
      const batch = (name: string, urls: readonly string[], play: (number: number) => Observable<Answer>) => {
        const transport = fakeTransport((_, number) => {
          starts.push(`${name}@${scheduler.now()}`)
          return play(number)
        })
        fetchBatch(urls, { transport, scheduler, traffic }).subscribe()
      }
      batch('x', [A, A], (number) => timer(10 + 20 * number, scheduler).pipe(map(() => tells(40 * number, 5))))
      scheduler.schedule(() => batch('y', [A], () => of(OK)), 15)
      scheduler.flush()
      expect(starts.join(' ')).to.equal('x@0 x@0 y@30')
    })

    it('opens nothing by an answer that a redirect has led to before the word', () => {
      const hop: Answer = { ...OK, url: B, hops: 2 }
      const play: Play = (_, origin, number) => of(number === 0 ? busy('30') : origin === 'a' ? hop : OK)
      const { starts } = draw([B, A, B], play, { concurrency: 1, retries: 0 })
      expect(starts).to.equal('b@0 a@0 b@30000')
    })

    it('counts a waiting group against nobody: 1,024 retries wait, and more keep their slots', () => {
      const scheduler = new VirtualTimeScheduler()
      const transport = fakeTransport(() => of(answer(503)))
      const options = { transport, scheduler, concurrency: 10, retryBudget: 100, totalTimeoutMs: 2_000_000_000 }
      fetchBatch(
        (function* () {
          for (const number of naturals()) yield `https://${number}.example/`
        })(),
        { ...options, retryDelayMs: 1_000_000, maxRetryDelayMs: 2_000_000, random: () => 0.9 },
      ).subscribe()
      scheduler.maxFrames = 10
      scheduler.flush()
      expect(transport.attempts.length).to.equal(1_024 + 10)
    })

    it('governs requests together that name the same group', () => {
      const requests = [A, B].flatMap((url) => [{ url, group: 'tenant' }, { url }])
      const { starts } = draw(requests, answering(1, OK), { rate: '1/s' })
      expect(starts).to.equal('a@0 a@0 b@0 b@1000')
    })

    it('takes what a later hop says for a word of its own origin', () => {
      const hop: Answer = { ...busy('2'), url: B, hops: 2 }
      const play: Play = (_, __, number) => of(number === 0 ? hop : OK)
      const { starts } = draw([A, B, A], play, { concurrency: 1, retries: 0 })
      expect(starts).to.equal('a@0 a@0 b@2000')
    })

    it('ends a wait for its group with the last error where the total time passes', () => {
      const play: Play = (_, __, number) => (number === 0 ? of(answer(500)) : NEVER)
      const options = { rate: '1/s', totalTimeoutMs: 500, retryDelayMs: 1, timeoutMs: 400 }
      const { starts, outcomes } = draw([A], play, options)
      expect([starts, outcomes]).to.deep.equal(['a@0', 'status'])
    })
  })
})
