import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { concatMap, delay, from, map, NEVER, of, Subject, throwError, timer, VirtualTimeScheduler } from 'rxjs'
import type { Attempt } from '../src/domain/Attempt.ts'
import { FetchResult } from '../src/domain/FetchResult.ts'
import type { Step, StepObserver } from '../src/domain/Step.ts'
import type { FetchOptions } from '../src/FetchOptions.ts'
import { fetchBatch } from '../src/fetchBatch.ts'
import { RESET } from './support/expectedResults.ts'
import { answer, fakeTransport, OK } from './support/fakeTransport.ts'
import { answering, array, lettersOf, type Play, play } from './support/play.ts'
import { unhandledDuring } from './support/unhandledDuring.ts'

const A = 'https://a.example/'
const B = 'https://b.example/'

const unavailableOnce: Play = (_, __, number) => of(number === 0 ? answer(503) : OK)

describe('fetchBatch', () => {
  describe('and its observer', () => {
    it('tells every step of a request', () => {
      const { steps } = play([A], unavailableOnce, { retryDelayMs: 10 })
      expect(steps.map((step) => ({ ...step, result: undefined, error: undefined }))).to.deep.equal(
        [
          { type: 'attempt', index: 0, url: A, attempt: 1 },
          { type: 'response', index: 0, url: A, attempt: 1, status: 503, durationMs: 0 },
          { type: 'retry', index: 0, url: A, attempt: 1, waitMs: 20 },
          { type: 'waiting', index: 0, url: A, attempt: 2, reason: 'back-off', untilMs: 20 },
          { type: 'attempt', index: 0, url: A, attempt: 2 },
          { type: 'response', index: 0, url: A, attempt: 2, status: 200, durationMs: 0 },
          { type: 'result', index: 0, url: A },
        ].map((step) => ({ ...step, result: undefined, error: undefined })),
      )
    })

    it('tells when a group is closed and open again, and who waits for it', () => {
      const busy: Play = (_, __, number) => of(number === 0 ? answer(429, '', { 'retry-after': '1' }) : OK)
      const { steps } = play([A, `${A}2`], busy, { concurrency: 1, retries: 0 })
      expect(lettersOf(steps)).to.equal('apCxwOapx')
      expect(steps.filter(({ type }) => type === 'closed' || type === 'waiting')).to.deep.equal([
        { type: 'closed', group: 'https://a.example', untilMs: 1_000 },
        { type: 'waiting', index: 1, url: `${A}2`, attempt: 1, reason: 'cooldown', untilMs: 1_000 },
      ])
    })

    it('is a Subject where a stream of steps is wanted', () => {
      const observer = new Subject<Step>()
      const seen: string[] = []
      observer.subscribe(({ type }) => seen.push(type))
      play([A], answering(1, OK), { observer })
      expect(seen).to.deep.equal(['attempt', 'response', 'result'])
    })

    it('harms nobody where it throws', () => {
      const observer = {
        next() {
          throw new Error('mine')
        },
      }
      expect(play([A, A], unavailableOnce, { observer }).results.map(({ outcome }) => outcome)).to.deep.equal([
        'success',
        'success',
      ])
    })

    it('harms nobody where it fails later', async () => {
      const observer = { next: () => Promise.reject(new Error('mine')) }
      const run = async () => {
        const { results } = play([A, A], unavailableOnce, { observer: observer as unknown as StepObserver })
        expect(results).to.have.length(2)
      }
      expect(await unhandledDuring(run)).to.deep.equal([])
    })

    it('hears of every request, also of those that never started', () => {
      const { steps, results } = play(
        array(9, () => A),
        () => NEVER,
        { concurrency: 2, deadlineMs: 10 },
      )
      const told = steps.flatMap((step) => (step.type === 'result' ? [step.result] : []))
      expect(told).to.deep.equal(results)
      expect(results).to.have.length(9)
    })

    it('hears of each request a sentence of this grammar, whatever its server does', () => {
      const anyRun = fc.record({
        deeds: fc.array(
          fc.record({ afterMs: fc.nat({ max: 30 }), status: fc.constantFrom(200, 404, 429, 503, 0, -1) }),
          { minLength: 1, maxLength: 12 },
        ),
        count: fc.nat({ max: 12 }),
        policy: fc.record(
          {
            concurrency: fc.integer({ min: 1, max: 4 }),
            rate: fc.constantFrom('5/s', '1/50ms'),
            retries: fc.nat({ max: 3 }),
            deadlineMs: fc.integer({ min: 1, max: 500 }),
          },
          { requiredKeys: ['concurrency'] },
        ),
      })
      fc.assert(
        fc.property(anyRun, ({ deeds, count, policy }) => {
          const answers: Play = (scheduler, _, number) => {
            const { afterMs, status } = deeds[number % deeds.length] ?? { afterMs: 0, status: 200 }
            const does$ = status === 0 ? throwError(() => RESET) : status < 0 ? NEVER : of(answer(status))
            return timer(afterMs, scheduler).pipe(concatMap(() => does$))
          }
          const { steps, results } = play(
            array(count, () => A),
            answers,
            { ...policy, timeoutMs: 25 },
          )
          for (const { index, attempts } of results) {
            const sentence = lettersOf(steps, index)
            if (attempts > 0) expect(sentence).to.match(/^w*(ap?rw*)*(ap?)?x$/)
            else expect(sentence).to.match(/^w*x?$/)
          }
        }),
      )
    })
  })

  describe('and its history', () => {
    it('tells each attempt: when, what for and how long it waited, and how it ended', () => {
      const answers: Play = (scheduler, _, number) =>
        timer(3, scheduler).pipe(
          concatMap(() => (number === 0 ? throwError(() => RESET) : of(answer(number < 2 ? 503 : 200)))),
        )
      const { results } = play([A], answers, { history: true, retryDelayMs: 10, rate: '2/100ms' })
      expect(results[0]?.history).to.deep.equal([
        { startedAtMs: 0, durationMs: 3, waits: [], error: 'socket' },
        {
          startedAtMs: 50,
          durationMs: 3,
          waits: [
            { reason: 'back-off', ms: 5 },
            { reason: 'rate', ms: 42 },
          ],
          status: 503,
          error: 'status',
        },
        {
          startedAtMs: 100,
          durationMs: 3,
          waits: [
            { reason: 'back-off', ms: 40 },
            { reason: 'rate', ms: 7 },
          ],
          status: 200,
        },
      ])
    })

    it('tells what a first attempt has waited for', () => {
      const { results } = play([A, A], answering(1, OK), { history: true, rate: '1/s' })
      expect(results[1]?.history?.[0]?.waits).to.deep.equal([{ reason: 'rate', ms: 1_000 }])
    })

    it('is not told where nobody asks, and comes back from NDJSON as it was', () => {
      expect(play([A], unavailableOnce).results[0]).to.not.have.property('history')
      const [result] = play([A, A], unavailableOnce, { history: true }).results
      const line = JSON.parse(JSON.stringify(result))
      expect(FetchResult.decode(line)).to.deep.equal(E.right(line))
    })

    it('adds up to the duration of its result', () => {
      const anyRun = fc.record({
        deeds: fc.array(fc.record({ afterMs: fc.nat({ max: 30 }), status: fc.constantFrom(200, 429, 503, 500, 0) }), {
          minLength: 1,
          maxLength: 12,
        }),
        count: fc.nat({ max: 10 }),
        rate: fc.option(fc.constantFrom('5/s', '1/50ms'), { nil: undefined }),
      })
      fc.assert(
        fc.property(anyRun, ({ deeds, count, rate }) => {
          const answers: Play = (scheduler, _, number) => {
            const { afterMs, status } = deeds[number % deeds.length] ?? { afterMs: 0, status: 200 }
            const does$ = status === 0 ? throwError(() => RESET) : of(answer(status))
            return timer(afterMs, scheduler).pipe(concatMap(() => does$))
          }
          const options = {
            history: true,
            concurrency: 2,
            retries: 3,
            timeoutMs: 25,
            ...(rate === undefined ? {} : { rate }),
          }
          for (const { history = [], timing, attempts } of play(
            array(count, () => A),
            answers,
            options,
          ).results) {
            expect(history).to.have.length(attempts)
            const waits = history.slice(1).flatMap((attempt) => attempt.waits.map(({ ms }) => ms))
            const sum = [...waits, ...history.map(({ durationMs }) => durationMs)].reduce((a, b) => a + b, 0)
            expect(Math.abs(sum - timing.durationMs)).to.be.at.most(2 * Math.max(1, attempts))
          }
        }),
      )
    })

    it('names the method where it is not GET', () => {
      const requests = [A, { url: A, method: 'post', body: 'x' }]
      const { results } = play(requests, answering(1, answer(404)))
      expect(results.map(({ method }) => method)).to.deep.equal([undefined, 'POST'])
    })
  })

  describe('and prepare', () => {
    const signed = (attempt: Attempt, value = 's'): Attempt => ({
      ...attempt,
      headers: { ...attempt.headers, 'X-Signature': value },
    })
    const ways: ReadonlyArray<[name: string, prepare: NonNullable<FetchOptions['prepare']>]> = [
      ['a value', (attempt) => signed(attempt)],
      ['an Observable', (attempt) => of(signed(attempt))],
    ]
    for (const [name, prepare] of ways)
      it(`sends what it gives as ${name}`, () => {
        const { transport, results } = play([A], answering(1, OK), { prepare })
        expect(transport.attempts[0]?.headers).to.include({ 'x-signature': 's' })
        expect(results[0]).to.include({ outcome: 'success', attempts: 1 })
      })

    it('is told what has become of the request', () => {
      const told: unknown[] = []
      const prepare: FetchOptions['prepare'] = (attempt, { attempts, lastError }) => {
        told.push([attempts, lastError?.kind])
        return attempt
      }
      play([A], unavailableOnce, { prepare })
      expect(told).to.deep.equal([
        [0, undefined],
        [1, 'status'],
      ])
    })

    it('takes none of the time of an attempt, but of the request', () => {
      const slowly = (ms: number, scheduler: VirtualTimeScheduler): FetchOptions => ({
        prepare: (attempt) => of(attempt).pipe(delay(ms, scheduler)),
        scheduler,
      })
      const scheduler = new VirtualTimeScheduler()
      const seen: FetchResult[] = []
      const transport = fakeTransport(() => timer(8, scheduler).pipe(map(() => OK)))
      const options = { transport, timeoutMs: 10, totalTimeoutMs: 100 }
      fetchBatch([A], { ...options, ...slowly(50, scheduler) }).subscribe((result) => seen.push(result))
      fetchBatch([A], { ...options, ...slowly(200, scheduler) }).subscribe((result) => seen.push(result))
      scheduler.flush()
      expect(
        seen.map((result) => (result.outcome === 'failure' ? result.error : result.timing.durationMs)),
      ).to.deep.equal([58, { kind: 'timeout', message: 'Request timed out', clock: 'total' }])
    })

    it('holds the slot meanwhile, and counts as a start only when it is ready', () => {
      const scheduler = new VirtualTimeScheduler()
      const starts: number[] = []
      const transport = fakeTransport(() => {
        starts.push(scheduler.now())
        return of(OK)
      })
      const prepare: FetchOptions['prepare'] = (attempt) => of(attempt).pipe(delay(30, scheduler))
      fetchBatch([A, A, A], { transport, scheduler, prepare, rate: '1/100ms', concurrency: 2 }).subscribe()
      scheduler.flush()
      expect(starts).to.deep.equal([30, 130, 260])
    })

    const broken: ReadonlyArray<[name: string, prepare: unknown, kind: string, field?: string]> = [
      [
        'throws',
        () => {
          throw new Error('no token')
        },
        'unexpected',
      ],
      ['throws a FetchError', () => throwError(() => RESET), 'unexpected'],
      ['gives nothing', () => from([]), 'unexpected'],
      ['gives no attempt', () => 7, 'invalid-request', 'prepare'],
      ['gives null', () => null, 'invalid-request', 'prepare'],
      [
        'gives a method that is no text',
        (attempt: Attempt) => ({ ...attempt, method: 5 }),
        'invalid-request',
        'method',
      ],
      ['gives no headers', (attempt: Attempt) => ({ ...attempt, headers: null }), 'invalid-request', 'headers'],
      ['gives a body that cannot go', (attempt: Attempt) => ({ ...attempt, body: 'x' }), 'invalid-request', 'body'],
      [
        'gives what throws when it is read',
        () => ({
          get url() {
            throw new Error('mine')
          },
        }),
        'unexpected',
      ],
      ['leaves the origin', (attempt: Attempt) => ({ ...attempt, url: B }), 'invalid-request', 'url'],
      ['gives a URL that is none', (attempt: Attempt) => ({ ...attempt, url: 'no URL' }), 'invalid-request', 'url'],
      [
        'gives a bad header',
        (attempt: Attempt) => ({ ...attempt, headers: { 'a b': 'c' } }),
        'invalid-request',
        'headers',
      ],
    ]
    for (const [name, prepare, kind, field] of broken)
      it(`ends the request as ${kind} where it ${name}`, () => {
        const { results, transport } = play([A, B], answering(1, OK), { prepare: prepare as FetchOptions['prepare'] })
        const [result] = results
        expect(result).to.have.property('error').that.includes({ kind })
        if (field !== undefined && result?.outcome === 'failure')
          expect((result.error as { field?: string }).field).to.match(new RegExp(`^${field}`))
        expect(result?.attempts).to.equal(0)
        expect(transport.attempts.every(({ url }) => url !== A)).to.equal(true)
      })

    it('is asked no second time by a retryWhen that would retry anything', () => {
      let calls = 0
      const prepare = (): never => {
        calls += 1
        throw new Error('no token')
      }
      const { results, steps } = play([A], answering(1, OK), { prepare, retryWhen: () => true })
      expect(results[0]).to.include({ outcome: 'failure', attempts: 0 })
      expect([calls, lettersOf(steps)]).to.deep.equal([1, 'wx'])
    })

    it('may write into what it is given, which is no other request’s', () => {
      const prepare = (attempt: Attempt): Attempt => {
        if (attempt.url === A) (attempt.headers as Record<string, string>).authorization = 'secret'
        return attempt
      }
      const { transport } = play([A, B], answering(1, OK), { prepare })
      expect(transport.attempts.map(({ headers }) => headers.authorization)).to.deep.equal(['secret', undefined])
    })

    it('may sign the URL, which is no redirect', () => {
      const prepare = (attempt: Attempt): Attempt => ({ ...attempt, url: `${attempt.url}?signature=1` })
      const { results, transport } = play([A], answering(1, OK), { prepare, history: true })
      expect(transport.attempts[0]?.url).to.equal(`${A}?signature=1`)
      expect(results[0]).to.include({ url: A }).and.not.have.property('finalUrl')
      expect(results[0]?.history?.[0]).to.not.have.property('hops')
    })

    it('makes another method of it, by which it is judged whether it may be sent twice', () => {
      const prepare = (attempt: Attempt): Attempt => ({ ...attempt, method: 'POST', body: 'x' })
      expect(play([A], answering(20, answer(503)), { prepare, hedgeAfterMs: 5 }).starts).to.deep.equal([0])
      expect(play([A], answering(20, answer(429)), { prepare, hedgeAfterMs: 5, retries: 1 }).starts).to.have.length(2)
    })

    it('keeps what it threw as the cause', () => {
      const cause = new Error('no token')
      const [result] = play([A], answering(1, OK), { prepare: () => throwError(() => cause) }).results
      expect(result?.outcome === 'failure' && (result.error as { cause?: unknown }).cause).to.equal(cause)
    })

    it('may wait for a token that all share: refreshed once after a 401, and nothing is lost', async () => {
      let valid = 1
      let refreshes = 0
      let current: Promise<string> = Promise.resolve('1')
      const refresh = (): Promise<string> => {
        refreshes += 1
        return new Promise((resolve) => setImmediate(() => resolve(`${valid}`)))
      }
      const transport = fakeTransport(({ headers }, number) => {
        if (number === 500) valid = 2
        return of(headers.authorization === `${valid}` ? OK : answer(401))
      })
      let refreshed = ''
      const results: FetchResult[] = []
      await fetchBatch(
        array(1_000, (place) => `${A}${place}`),
        {
          transport,
          concurrency: 20,
          prepare: async (attempt, { lastError }) => {
            const stale = lastError?.kind === 'status' && lastError.status === 401
            if (stale && refreshed !== `${valid}`) {
              refreshed = `${valid}`
              current = refresh()
            }
            return { ...attempt, headers: { ...attempt.headers, authorization: await current } }
          },
          retryWhen: (error) => (error.kind === 'status' && error.status === 401 ? true : undefined),
          retryDelayMs: 1,
        },
      ).forEach((result) => void results.push(result))
      expect(results.filter(({ outcome }) => outcome === 'success')).to.have.length(1_000)
      expect(refreshes).to.equal(1)
    })
  })

  describe('and retryWhen', () => {
    it('retries whatever it says is worth it, and nothing that it says is not', () => {
      const verdicts: Record<string, boolean | undefined> = { a: true, b: false, c: undefined }
      const retryWhen: FetchOptions['retryWhen'] = (_, { request }) => verdicts[String(Object(request).url).charAt(8)]
      const requests = ['a', 'b', 'c'].map((name) => ({ url: `https://${name}.example/`, method: 'POST', body: 'x' }))
      const { results } = play(requests, answering(1, answer(404)), { retryWhen, retryDelayMs: 1 })
      expect(results.sort((a, b) => a.index - b.index).map(({ attempts }) => attempts)).to.deep.equal([3, 1, 1])
    })

    it('is told the error and how many attempts there were', () => {
      const told: unknown[] = []
      play([A], answering(1, answer(418)), {
        retryWhen: (error, { attempts, request }) => {
          told.push([error.kind, attempts, request])
          return true
        },
        retryDelayMs: 1,
      })
      expect(told.slice(0, 2)).to.deep.equal([
        ['status', 1, A],
        ['status', 2, A],
      ])
    })

    it('cannot go beyond retries and budget', () => {
      const { results, starts } = play(
        array(200, () => A),
        answering(1, answer(404)),
        {
          retryWhen: () => true,
          retryDelayMs: 1,
          retryBudget: 0,
        },
      )
      expect(results).to.have.length(200)
      expect(starts).to.have.length(300)
    })

    it('ends the request as unexpected where it gives a Promise, which would always be true', async () => {
      const retryWhen = (() => Promise.reject(new Error('mine'))) as unknown as FetchOptions['retryWhen']
      const run = async () => {
        const { results, starts } = play([A], answering(1, answer(404)), { retryWhen })
        expect(starts).to.deep.equal([0])
        const { cause } = (results[0]?.outcome === 'failure' ? results[0].error : {}) as { cause?: Error }
        expect(cause?.message).to.equal('Invalid option retryWhen: must give true, false or undefined, got a Promise')
      }
      expect(await unhandledDuring(run)).to.deep.equal([])
    })

    it('ends the request as unexpected where it throws', () => {
      const retryWhen = () => {
        throw new Error('mine')
      }
      const [result] = play([A], answering(1, answer(503)), { retryWhen }).results
      expect(result).to.have.property('error').that.includes({ kind: 'unexpected' })
    })
  })

  describe('and its hedges', () => {
    const slowFirst: Play = (scheduler, _, number) => timer(number === 0 ? 100 : 5, scheduler).pipe(map(() => OK))

    it('sends a second attempt beside one that takes long, and takes the first answer', () => {
      const { results, starts, transport } = play([A], slowFirst, { hedgeAfterMs: 10, history: true })
      expect(starts).to.deep.equal([0, 10])
      expect(results[0]).to.deep.include({
        outcome: 'success',
        attempts: 2,
        timing: { startedAtMs: 0, durationMs: 15 },
      })
      expect(results[0]?.history).to.deep.equal([
        { startedAtMs: 0, durationMs: 15, waits: [], lost: true },
        { startedAtMs: 10, durationMs: 5, waits: [], status: 200, hedge: true },
      ])
      expect(transport.inFlight).to.equal(0)
    })

    it('sends none beside what may not be sent twice', () => {
      expect(play([{ url: A, method: 'POST', body: 'x' }], slowFirst, { hedgeAfterMs: 10 }).starts).to.deep.equal([0])
      expect(play([{ url: A, method: 'PUT', body: 'x' }], slowFirst, { hedgeAfterMs: 10 }).starts).to.deep.equal([0])
    })

    it('waits for a slot, which it takes before first attempts, and never has more in flight than there are', () => {
      const { transport, results } = play(
        array(9, () => A),
        answering(20, OK),
        { hedgeAfterMs: 5, concurrency: 3 },
      )
      expect(transport.peak).to.equal(3)
      expect(results).to.have.length(9)
    })

    it('keeps within the rate and the budget', () => {
      const slow = answering(50, OK)
      const rated = play(
        array(6, () => A),
        slow,
        { hedgeAfterMs: 5, rate: '6/s' },
      )
      expect(rated.starts.filter((at) => at < 1_000)).to.have.length.at.most(6)
      const poor = play(
        array(300, () => A),
        slow,
        { hedgeAfterMs: 5, retryBudget: 0, concurrency: 600 },
      )
      expect(poor.starts).to.have.length(300 + 100)
    })

    it('does not hear what the loser is told', () => {
      const answers: Play = (scheduler, _, number) =>
        number === 0
          ? timer(30, scheduler).pipe(map(() => answer(429, '', { 'retry-after': '60' })))
          : timer(5, scheduler).pipe(map(() => OK))
      const { starts } = play([A, `${A}2`], answers, { hedgeAfterMs: 10, concurrency: 2, retries: 0 })
      expect(Math.max(...starts)).to.be.below(60_000)
    })

    it('hedges the slowest 5 % of its group where that is asked for', () => {
      const answers: Play = (scheduler, _, number) =>
        timer(number % 50 === 49 ? 1_000 : 5 + (number % 3), scheduler).pipe(map(() => OK))
      const { results, starts } = play(
        array(1_000, () => A),
        answers,
        { hedgeAfterMs: 'p95', concurrency: 10 },
      )
      const durations = results.map(({ timing }) => timing.durationMs).sort((a, b) => a - b)
      expect(durations[Math.floor(durations.length * 0.99)]).to.be.below(100)
      expect(starts.length).to.be.at.most(1_100)
    })

    it('gives one result whatever both attempts do', () => {
      const anyDeed = fc.record({ afterMs: fc.nat({ max: 40 }), status: fc.constantFrom(200, 404, 503, 429, 0, -1) })
      const anyRun = fc.record({
        deeds: fc.array(anyDeed, { minLength: 1, maxLength: 12 }),
        count: fc.nat({ max: 12 }),
        concurrency: fc.integer({ min: 1, max: 4 }),
        hedgeAfterMs: fc.integer({ min: 1, max: 30 }),
        deadlineMs: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
      })
      fc.assert(
        fc.property(anyRun, ({ deeds, count, concurrency, hedgeAfterMs, deadlineMs }) => {
          const answers: Play = (scheduler, _, number) => {
            const { afterMs, status } = deeds[number % deeds.length] ?? { afterMs: 0, status: 200 }
            const does$ = status === 0 ? throwError(() => RESET) : status < 0 ? NEVER : of(answer(status))
            return timer(afterMs, scheduler).pipe(concatMap(() => does$))
          }
          const options = {
            concurrency,
            hedgeAfterMs,
            ...(deadlineMs === undefined ? {} : { deadlineMs }),
            timeoutMs: 35,
            history: true,
          }
          const { results, completions, transport } = play(
            array(count, () => A),
            answers,
            options,
          )
          expect(completions).to.equal(1)
          expect(results.map(({ index }) => index).sort((a, b) => a - b)).to.deep.equal([...Array(count).keys()])
          expect(transport.peak).to.be.at.most(concurrency)
          expect(transport.inFlight).to.equal(0)
          const attempts = results.reduce((sum, result) => sum + result.attempts, 0)
          expect(attempts).to.equal(transport.attempts.length)
        }),
      )
    })
  })

  describe('ordered', () => {
    const shuffled: Play = (scheduler, { url }) =>
      timer((Number(url.split('/').at(-1)) * 7_919) % 50, scheduler).pipe(map(() => OK))
    const numbered = (count: number) => array(count, (place) => `${A}${place}`)

    it('emits in the order of the input', () => {
      const { results } = play(numbered(100), shuffled, { ordered: true, concurrency: 10 })
      expect(results.map(({ index }) => index)).to.deep.equal([...Array(100).keys()])
    })

    it('starts nothing further than its window beyond what is still to come', () => {
      const stuck: Play = (scheduler, _, number) => timer(number === 0 ? 1_000 : 1, scheduler).pipe(map(() => OK))
      const { starts } = play(numbered(100), stuck, { ordered: true, concurrency: 3 })
      expect(starts.filter((at) => at < 1_000)).to.have.length(12)
    })

    it('gives everything its turn whatever stops it', () => {
      const anyRun = fc.record({
        count: fc.nat({ max: 60 }),
        concurrency: fc.integer({ min: 1, max: 5 }),
        deadlineMs: fc.integer({ min: 1, max: 200 }),
        rate: fc.option(fc.constantFrom('20/s'), { nil: undefined }),
      })
      fc.assert(
        fc.property(anyRun, ({ count, rate, ...options }) => {
          const rated = rate === undefined ? {} : { rate }
          const { results, completions } = play(numbered(count), shuffled, { ordered: true, ...options, ...rated })
          expect(completions).to.equal(1)
          expect(results.map(({ index }) => index)).to.deep.equal([...Array(count).keys()])
        }),
      )
    })
  })
})
