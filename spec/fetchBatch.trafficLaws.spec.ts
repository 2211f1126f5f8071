import { expect } from 'chai'
import fc from 'fast-check'
import { concatMap, NEVER, type Observable, of, throwError, timer, VirtualTimeScheduler } from 'rxjs'
import type { FetchResult } from '../src/domain/FetchResult.ts'
import { toRates } from '../src/domain/Rate.ts'
import { fetchBatch } from '../src/fetchBatch.ts'
import { createTraffic } from '../src/traffic/createTraffic.ts'
import { RESET } from './support/expectedResults.ts'
import { type Answer, answer, fakeTransport } from './support/fakeTransport.ts'

/** What a server does with one attempt, after how many ms; `waitS` is its `Retry-After`. */
type Deed = { readonly afterMs: number; readonly status: number | 'cut' | 'hang'; readonly waitS: number | undefined }

const anyDeed: fc.Arbitrary<Deed> = fc.record({
  afterMs: fc.nat({ max: 40 }),
  status: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Deed['status']>(200) },
    fc.constantFrom<Deed['status']>(429, 503, 500, 404, 'cut', 'hang'),
  ),
  waitS: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
})

const anyRate = fc.oneof(
  fc.constantFrom('5/s', '20/s', '3/100ms', '7/2s'),
  fc.record({ requests: fc.integer({ min: 1, max: 9 }), perMs: fc.integer({ min: 5, max: 900 }) }),
)

const anyPolicy = fc.record(
  {
    concurrency: fc.integer({ min: 1, max: 6 }),
    perOrigin: fc.integer({ min: 1, max: 4 }),
    rate: anyRate,
    cooldown: fc.boolean(),
    adaptive: fc.boolean(),
    retryBudget: fc.double({ min: 0, max: 2, noNaN: true }),
    retries: fc.nat({ max: 4 }),
    timeoutMs: fc.integer({ min: 1, max: 50 }),
    totalTimeoutMs: fc.integer({ min: 20, max: 5_000 }),
    maxRetryAfterMs: fc.integer({ min: 100, max: 4_000 }),
  },
  { requiredKeys: ['concurrency', 'timeoutMs'] },
)

const anyRun = fc.record({
  origins: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 }),
  deeds: fc.array(anyDeed, { minLength: 1, maxLength: 30 }),
  policy: anyPolicy,
  chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
})

type Run = typeof anyRun extends fc.Arbitrary<infer R> ? R : never
type Start = { readonly origin: string; readonly atMs: number }
/** The server's word, from when on it is known, until when. */
type Word = { readonly origin: string; readonly fromMs: number; readonly untilMs: number }

const answerOf = ({ status, waitS }: Deed): Observable<Answer> => {
  if (status === 'cut') return throwError(() => RESET)
  if (status === 'hang') return NEVER
  return of(answer(status, '', waitS === undefined ? {} : { 'retry-after': `${waitS}` }))
}

/** Runs a batch in virtual time to its end, and tells what its servers saw. */
function play({ origins, deeds, policy, chance }: Run) {
  const scheduler = new VirtualTimeScheduler()
  const starts: Start[] = []
  const words: Word[] = []
  const traffic = createTraffic()
  const transport = fakeTransport(({ url }, number) => {
    const origin = url.charAt('https://'.length)
    const deed = deeds[number % deeds.length] as Deed
    starts.push({ origin, atMs: scheduler.now() })
    const heard$ = timer(deed.afterMs, scheduler)
    return heard$.pipe(
      concatMap(() => {
        const fromMs = scheduler.now()
        if (deed.status === 429 && deed.waitS !== undefined && deed.afterMs < policy.timeoutMs)
          words.push({ origin, fromMs, untilMs: fromMs + deed.waitS * 1_000 })
        return answerOf(deed)
      }),
    )
  })
  const results: FetchResult[] = []
  let completions = 0
  const urls = origins.map((origin, place) => `https://${origin}.example/${place}`)
  fetchBatch(urls, { ...policy, transport, scheduler, traffic, random: () => chance }).subscribe({
    next: (result) => results.push(result),
    complete: () => {
      completions += 1
    },
  })
  scheduler.flush()
  return { starts, words, results, completions, transport, traffic, urls }
}

const at = (starts: readonly Start[], origin: string): number[] =>
  starts.filter((start) => start.origin === origin).map(({ atMs }) => atMs)

const law = (name: string, check: (run: Run, seen: ReturnType<typeof play>) => void): void =>
  void it(name, () => {
    fc.assert(fc.property(anyRun, (run) => check(run, play(run))))
  })

describe('fetchBatch', () => {
  describe('by the laws of its traffic', () => {
    law('answers every request exactly once', (_, { results, completions, urls }) => {
      expect(completions).to.equal(1)
      expect(results.map(({ index }) => index).sort((a, b) => a - b)).to.deep.equal(urls.map((__, place) => place))
    })

    law('never has more in flight than concurrency, nor per group than its cap', ({ policy }, { transport }) => {
      expect(transport.peak).to.be.at.most(policy.concurrency)
      expect(transport.peakPerOrigin).to.be.at.most(policy.perOrigin ?? policy.concurrency)
    })

    law('fills no window of a rate beyond what it may hold', ({ policy }, { starts }) => {
      for (const { requests, perMs } of toRates(policy.rate))
        for (const origin of ['a', 'b', 'c']) {
          const times = at(starts, origin)
          for (const from of times)
            expect(times.filter((time) => time >= from && time < from + perMs)).to.have.length.at.most(requests)
        }
    })

    law("starts nothing before the server's word", ({ policy }, { starts, words }) => {
      if (policy.cooldown === false) return
      const mostMs = policy.maxRetryAfterMs ?? 60_000
      for (const { origin, fromMs, untilMs } of words) {
        const early = at(starts, origin).filter((atMs) => atMs > fromMs && atMs < untilMs)
        const probes = early.filter((atMs) => atMs >= fromMs + mostMs)
        expect(early.length - probes.length, 'other than probes').to.equal(0)
      }
    })

    law('retries no more than the budget of a group allows', ({ policy, deeds }, { results, words }) => {
      if (words.length > 0 || deeds.some(({ waitS }) => waitS !== undefined)) return // these are not charged
      for (const origin of ['a', 'b', 'c']) {
        const own = results.filter(({ url }) => url.charAt('https://'.length) === origin)
        const retries = own.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0)
        expect(retries).to.be.at.most(100 + (policy.retryBudget ?? 0.2) * own.length)
      }
    })

    law(
      'forgets groups that are idle and of which nothing has to be remembered',
      ({ policy }, { traffic, words, results }) => {
        const wasQuiet =
          words.length === 0 && results.every(({ attempts, outcome }) => attempts === 1 && outcome === 'success')
        if (policy.rate === undefined && wasQuiet) expect(traffic.size).to.equal(0)
      },
    )
  })
})
