import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import {
  concatMap,
  defer,
  EMPTY,
  from,
  NEVER,
  type Observable,
  of,
  type SchedulerLike,
  throwError,
  timer,
  VirtualTimeScheduler,
} from 'rxjs'
import { collectBatch } from '../src/collectBatch.ts'
import type { FetchRequest } from '../src/domain/FetchRequest.ts'
import { FetchResult } from '../src/domain/FetchResult.ts'
import type { FetchOptions } from '../src/FetchOptions.ts'
import { fetchBatch } from '../src/fetchBatch.ts'
import type { Requests } from '../src/operators/source/RequestSource.ts'
import { streamResults } from '../src/streamResults.ts'
import { anyFetchError } from './support/arbitraries.ts'
import { type Answer, answer, fakeTransport } from './support/fakeTransport.ts'
import { watchedAsyncIterable, watchedIterable } from './support/sources.ts'

/** What one attempt does, after how many ms; undefined for at once. */
type Behaviour = { readonly afterMs: number | undefined; readonly does: Observable<Answer> }

const anyAnswer = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue().map((body) => answer(200, body === '' ? ' ' : body)) },
  fc.constantFrom(200, 204, 301, 404, 408, 429, 500, 503).map((status) => answer(status)),
  fc.nat({ max: 100 }).map((seconds) => answer(429, 'busy', { 'retry-after': `${seconds}` })),
  fc.string().map((text) => answer(200, text, { 'content-type': 'application/json' })),
  fc.string().map((text) => answer(500, text, { 'content-type': text })),
)

const thrown = fc.oneof(fc.anything(), anyFetchError, fc.constant(new Error('made up')))

const anyBehaviour: fc.Arbitrary<Behaviour> = fc.record({
  afterMs: fc.option(fc.nat({ max: 50 }), { nil: undefined }),
  does: fc.oneof(
    { weight: 4, arbitrary: anyAnswer.map((response) => of(response)) },
    { weight: 2, arbitrary: anyFetchError.map((error) => throwError(() => error)) },
    thrown.map((error) => throwError(() => error)),
    thrown.map((error) =>
      defer((): Observable<never> => {
        throw error
      }),
    ),
    fc.constant(of(null as unknown as Answer)),
    fc.constant(EMPTY),
    fc.constant(NEVER),
  ),
})

const anyRequest = fc.oneof(
  fc.constantFrom('https://a.example/', 'https://a.example/2', 'https://b.example/', 'https://c.example/', 'no URL'),
  fc.record({
    url: fc.constantFrom('https://a.example/', 'https://d.example/'),
    method: fc.constantFrom('GET', 'POST'),
    retries: fc.nat({ max: 3 }),
  }),
)

/** The same without retries, which would wait. */
const asOnlyTry = (request: string | FetchRequest): string | FetchRequest =>
  typeof request === 'string' ? request : { ...request, retries: 0 }

const anyPolicy = fc.record(
  {
    concurrency: fc.integer({ min: 1, max: 6 }),
    perOrigin: fc.integer({ min: 1, max: 3 }),
    timeoutMs: fc.integer({ min: 1, max: 40 }),
    totalTimeoutMs: fc.integer({ min: 1, max: 150 }),
    retries: fc.nat({ max: 3 }),
    retryDelayMs: fc.integer({ min: 1, max: 20 }),
  },
  { requiredKeys: ['concurrency', 'timeoutMs', 'totalTimeoutMs', 'retryDelayMs'] },
)

const anyBatch = fc.record({
  requests: fc.array(anyRequest, { maxLength: 25 }),
  behaviours: fc.array(anyBehaviour, { minLength: 1, maxLength: 40 }),
  policy: anyPolicy,
  chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
})

/** A transport whose attempts behave in turn as listed, and again from the start. */
const behaving = (behaviours: readonly Behaviour[], scheduler: SchedulerLike) =>
  fakeTransport((_, number) => {
    const { afterMs, does } = behaviours[number % behaviours.length] ?? { afterMs: 0, does: NEVER }
    return afterMs === undefined ? does : timer(afterMs, scheduler).pipe(concatMap(() => does))
  })

/** Runs a batch to its end in virtual time. */
function run(requests: Requests<string | FetchRequest>, options: FetchOptions & { scheduler: VirtualTimeScheduler }) {
  const results: FetchResult[] = []
  let completions = 0
  let lastFrame = 0
  fetchBatch(requests, options).subscribe({
    next: (result) => {
      lastFrame = options.scheduler.now()
      results.push(result)
    },
    complete: () => {
      completions += 1
    },
  })
  options.scheduler.flush()
  return { results, completions, lastFrame }
}

const indexesOf = (results: readonly FetchResult[]): number[] => results.map(({ index }) => index).sort((a, b) => a - b)
const placesOf = (requests: readonly unknown[]): number[] => requests.map((_, place) => place)

describe('fetchBatch', () => {
  describe('by its laws', () => {
    it('answers every request exactly once, whatever the transport does', () => {
      fc.assert(
        fc.property(anyBatch, ({ requests, behaviours, policy, chance }) => {
          const scheduler = new VirtualTimeScheduler()
          const transport = behaving(behaviours, scheduler)
          const { results, completions } = run(requests, { ...policy, transport, scheduler, random: () => chance })
          expect(completions).to.equal(1)
          expect(indexesOf(results)).to.deep.equal(placesOf(requests))
          for (const { index, url } of results) {
            const request = requests[index]
            expect(url).to.equal(typeof request === 'string' ? request : request?.url)
          }
          expect(transport.inFlight).to.equal(0)
        }),
      )
    })

    it('never has more in flight than concurrency and perOrigin allow', () => {
      fc.assert(
        fc.property(anyBatch, ({ requests, behaviours, policy }) => {
          const scheduler = new VirtualTimeScheduler()
          const transport = behaving(behaviours, scheduler)
          const source = watchedIterable(requests)
          run(source.requests, { ...policy, transport, scheduler })
          expect(transport.peak).to.be.at.most(policy.concurrency)
          expect(transport.peakPerOrigin).to.be.at.most(policy.perOrigin ?? policy.concurrency)
          expect([source.pulls, source.returns]).to.deep.equal([requests.length + 1, 0])
        }),
      )
    })

    it('makes no more attempts than retries allow, and takes no longer than the total time', () => {
      fc.assert(
        fc.property(anyBatch, ({ requests, behaviours, policy, chance }) => {
          const scheduler = new VirtualTimeScheduler()
          const transport = behaving(behaviours, scheduler)
          const { results } = run(requests, { ...policy, transport, scheduler, random: () => chance })
          for (const { index, attempts, timing } of results) {
            const request = requests[index]
            const retries = (typeof request === 'object' ? request.retries : undefined) ?? policy.retries ?? 2
            expect(attempts).to.be.at.most(1 + retries)
            expect(timing.durationMs).to.be.at.most(policy.totalTimeoutMs)
          }
          expect(results.reduce((sum, { attempts }) => sum + attempts, 0)).to.equal(transport.attempts.length)
        }),
      )
    })

    it('is over at the deadline, with a result for every request of an array', () => {
      fc.assert(
        fc.property(anyBatch, fc.integer({ min: 1, max: 200 }), ({ requests, behaviours, policy }, deadlineMs) => {
          const scheduler = new VirtualTimeScheduler()
          const transport = behaving(behaviours, scheduler)
          const { results, completions, lastFrame } = run(requests, { ...policy, deadlineMs, transport, scheduler })
          expect(completions).to.equal(1)
          expect(lastFrame).to.be.at.most(deadlineMs)
          expect(indexesOf(results)).to.deep.equal(placesOf(requests))
          expect(transport.inFlight).to.equal(0)
        }),
      )
    })

    it('answers for all that was pulled of any other source when it is aborted', () => {
      fc.assert(
        fc.property(anyBatch, fc.nat({ max: 100 }), ({ requests, behaviours, policy }, abortAtMs) => {
          const scheduler = new VirtualTimeScheduler()
          const controller = new AbortController()
          scheduler.schedule(() => controller.abort(), abortAtMs)
          const transport = behaving(behaviours, scheduler)
          const source = watchedIterable(requests)
          const options = { ...policy, transport, scheduler, signal: controller.signal }
          const { results, completions, lastFrame } = run(source.requests, options)
          expect(completions).to.equal(1)
          expect(lastFrame).to.be.at.most(abortAtMs)
          expect(indexesOf(results)).to.deep.equal(placesOf(results))
          expect(results.length).to.equal(Math.min(source.pulls, requests.length))
        }),
      )
    })

    it('gives results that come back from NDJSON as they were', () => {
      fc.assert(
        fc.property(anyBatch, ({ requests, behaviours, policy }) => {
          const scheduler = new VirtualTimeScheduler()
          const { results } = run(requests, { ...policy, transport: behaving(behaviours, scheduler), scheduler })
          for (const result of results) {
            const line = JSON.stringify(result)
            const decoded = FetchResult.decode(JSON.parse(line))
            expect(E.isRight(decoded) && JSON.stringify(decoded.right)).to.equal(line)
            expect(E.isRight(decoded) && decoded.right).to.deep.equal(JSON.parse(line))
          }
        }),
      )
    })

    /** What needs no virtual time: an attempt that settles at once or in a later turn. */
    const anySettling = fc.record({
      later: fc.boolean(),
      does: fc.oneof(
        anyAnswer.map((response) => of(response)),
        thrown.map((error) => throwError(() => error)),
        fc.constant(EMPTY),
      ),
    })
    const settling = (behaviours: ReadonlyArray<{ later: boolean; does: Observable<Answer> }>) =>
      fakeTransport((_, number) => {
        const { later, does } = behaviours[number % behaviours.length] ?? { later: false, does: EMPTY }
        return later ? from(Promise.resolve()).pipe(concatMap(() => does)) : does
      })

    it('collects one result for each request of an async source, at its place', async () => {
      const anyRun = fc.record({
        requests: fc.array(anyRequest, { maxLength: 25 }),
        behaviours: fc.array(anySettling, { minLength: 1, maxLength: 20 }),
        concurrency: fc.integer({ min: 1, max: 6 }),
        perOrigin: fc.integer({ min: 1, max: 6 }),
      })
      await fc.assert(
        fc.asyncProperty(anyRun, async ({ requests, behaviours, ...limits }) => {
          const source = watchedAsyncIterable(requests.map((request) => asOnlyTry(request)))
          const transport = settling(behaviours)
          const results = await collectBatch(source.requests, { ...limits, transport, retries: 0, cooldown: false })
          expect(results.map(({ index }) => index)).to.deep.equal(placesOf(requests))
          expect(source.mostOutstanding).to.equal(1)
          expect(transport.peak).to.be.at.most(limits.concurrency)
          expect(transport.peakPerOrigin).to.be.at.most(limits.perOrigin)
        }),
      )
    })

    it('streams each result once, to a consumer of any speed and until it leaves', async () => {
      const anyRun = fc.record({
        requests: fc.array(anyRequest, { maxLength: 25 }),
        behaviours: fc.array(anySettling, { minLength: 1, maxLength: 20 }),
        concurrency: fc.integer({ min: 1, max: 6 }),
        pauses: fc.array(fc.nat({ max: 3 }), { minLength: 1 }),
        leaveAfter: fc.nat({ max: 30 }),
      })
      await fc.assert(
        fc.asyncProperty(anyRun, async ({ requests, behaviours, concurrency, pauses, leaveAfter }) => {
          const source = watchedIterable(requests.map((request) => asOnlyTry(request)))
          const transport = settling(behaviours)
          const results: FetchResult[] = []
          for await (const result of streamResults(source.requests, {
            concurrency,
            transport,
            retries: 0,
            cooldown: false,
          })) {
            results.push(result)
            for (let pause = pauses[results.length % pauses.length] ?? 0; pause > 0; pause -= 1) await Promise.resolve()
            expect(source.pulls - results.length).to.be.at.most(concurrency + 1)
            if (results.length > leaveAfter) break
          }
          expect(results).to.have.length(Math.min(requests.length, leaveAfter + 1))
          expect(new Set(indexesOf(results)).size).to.equal(results.length)
          expect(transport.inFlight).to.equal(0)
        }),
      )
    })
  })
})
