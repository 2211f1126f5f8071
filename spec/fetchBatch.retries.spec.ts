import { map, type Observable, of, throwError } from 'rxjs'
import { traceOf, withTrace } from '../src/domain/AttemptTrace.ts'
import type { FetchError } from '../src/domain/FetchError.ts'
import type { FetchRequest } from '../src/domain/FetchRequest.ts'
import { fetchBatch } from '../src/fetchBatch.ts'
import { failed, NOT_FOUND, REFUSED, RESET, statusError, succeeded, TRY_AGAIN } from './support/expectedResults.ts'
import { type Answer, answer, OK, scriptedTransport } from './support/fakeTransport.ts'
import { marbles } from './support/marbles.ts'

const A = 'https://a.example/'

/** The first wait is 2 ms, the second 4, the third 8; of an overloaded server four times as long. */
const HALF = { retryDelayMs: 4, random: () => 0.5 }

const busy = (retryAfter: string, date?: string): Answer =>
  answer(429, '', date === undefined ? { 'retry-after': retryAfter } : { 'retry-after': retryAfter, date })

const rateLimited = (retryAfterMs: number): FetchError => ({
  kind: 'rate-limited',
  message: `The server asks to wait ${retryAfterMs} ms`,
  status: 429,
  retryAfterMs,
})

describe('fetchBatch', () => {
  describe('and its retries', () => {
    it(
      'waits twice as long before each retry, and gives the last error as it is',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const cut$ = cold<never>('  -#', {}, RESET)
        const subs = ['      ^!', '---^!', '--------^!']
        const expected = '   ---------(a|)'
        const transport = scriptedTransport({ [A]: [cut$] })
        const results$ = fetchBatch([A], { transport, ...HALF })
        expectObservable(results$).toBe(expected, { a: failed(A, 0, RESET, { to: 9, attempts: 3 }) })
        expectSubscriptions(cut$.subscriptions).toBe(subs)
      }),
    )

    it(
      'ends with the first success',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const cut$ = cold<never>('  -#', {}, RESET)
        const good$ = cold('    --(r|)', { r: OK })
        const expected = '   -----(a|)'
        const transport = scriptedTransport({ [A]: [cut$, good$] })
        expectObservable(fetchBatch([A], { transport, ...HALF })).toBe(expected, {
          a: succeeded(A, 0, { to: 5, attempts: 2 }),
        })
        expectSubscriptions(good$.subscriptions).toBe('---^-!')
      }),
    )

    it(
      'lets no wait be longer than maxRetryDelayMs allows',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const cut$ = cold<never>('  -#', {}, RESET)
        const subs = ['      ^!', '---^!', '-------^!', '-----------^!']
        const expected = '   ------------(a|)'
        const transport = scriptedTransport({ [A]: [cut$] })
        const results$ = fetchBatch([A], { transport, ...HALF, retries: 3, maxRetryDelayMs: 6 })
        expectObservable(results$).toBe(expected, { a: failed(A, 0, RESET, { to: 12, attempts: 4 }) })
        expectSubscriptions(cut$.subscriptions).toBe(subs)
      }),
    )

    for (const status of [429, 503])
      it(
        `waits four times as long after ${status}`,
        marbles(({ cold, expectObservable, expectSubscriptions }) => {
          const busy$ = cold(' -(r|)', { r: answer(status) })
          const subs = ['      ^!', '---------^!', '--------------------------^!']
          const expected = '   ---------------------------(a|)'
          const transport = scriptedTransport({ [A]: [busy$] })
          expectObservable(fetchBatch([A], { transport, ...HALF })).toBe(expected, {
            a: failed(A, 0, statusError(status), { to: 27, attempts: 3 }),
          })
          expectSubscriptions(busy$.subscriptions).toBe(subs)
        }),
      )

    it(
      'does not retry where retries is 0',
      marbles(({ cold, expectObservable }) => {
        const transport = scriptedTransport({ [A]: [cold<never>('-#', {}, RESET)] })
        expectObservable(fetchBatch([A], { transport, ...HALF, retries: 0 })).toBe('-(a|)', {
          a: failed(A, 0, RESET, { to: 1 }),
        })
      }),
    )

    it(
      'lets the policy of a request come over that of the batch',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const gone$ = cold('  -(r|)', { r: answer(410) })
        const subs = ['       ^!', '^!', '--^!', '-----^!']
        const expected = '    -a----(b|)'
        const transport = scriptedTransport({ [A]: [gone$] })
        const requests = [A, { url: A, retries: 2, retryStatuses: [410], retryDelayMs: 2, maxRetryDelayMs: 100 }]
        expectObservable(fetchBatch(requests, { transport, ...HALF })).toBe(expected, {
          a: failed(A, 0, statusError(410), { to: 1 }),
          b: failed(A, 1, statusError(410), { to: 6, attempts: 3 }),
        })
        expectSubscriptions(gone$.subscriptions).toBe(subs)
      }),
    )

    const ELSEWHERE = 'https://b.example/'
    const redirected = (response: Answer): Answer => ({ ...response, url: ELSEWHERE, hops: 2 })
    const laterHop = (error: FetchError): FetchError => withTrace(error, { url: ELSEWHERE, hops: 2 })

    const answered = (error: FetchError | Answer): Observable<Answer> =>
      'kind' in error ? throwError(() => error) : of(error)

    const methods: ReadonlyArray<[request: Partial<FetchRequest>, first: FetchError | Answer, attempts: number]> = [
      [{ method: 'GET' }, RESET, 2],
      [{ method: 'HEAD' }, RESET, 2],
      [{ method: 'OPTIONS' }, RESET, 2],
      [{ method: 'PUT', body: 'x' }, RESET, 2],
      [{ method: 'DELETE' }, RESET, 2],
      [{ method: 'TRACE' }, RESET, 2],
      [{ method: 'QUERY', body: 'x' }, RESET, 2],
      [{ method: 'POST' }, RESET, 1],
      [{ method: 'PATCH' }, RESET, 1],
      [{ method: 'POST' }, answer(503), 1],
      [{ method: 'POST' }, busy('0'), 2],
      [{ method: 'POST', retryStatuses: [503] }, busy('0'), 1],
      [{ method: 'POST' }, redirected(busy('0')), 1],
      [{ method: 'GET' }, redirected(busy('0')), 2],
      [{ method: 'POST' }, answer(403, '', { 'x-ratelimit-remaining': '0' }), 2],
      [{ method: 'GET' }, answer(403, '', { 'x-ratelimit-remaining': '0' }), 2],
      [{ method: 'GET' }, answer(403, '', { 'x-ratelimit-remaining': '1' }), 1],
      [{ method: 'POST' }, redirected(answer(403, '', { 'x-ratelimit-remaining': '0' })), 1],
      [{ method: 'POST', idempotent: true }, RESET, 2],
      [{ method: 'POST', idempotent: true }, redirected(answer(503)), 2],
      [{ method: 'GET', idempotent: false }, RESET, 1],
      [{ method: 'DELETE', idempotent: false }, answer(503), 1],
      [{ method: 'POST', headers: { 'Idempotency-Key': 'k' }, idempotent: false }, RESET, 1],
      [{ method: 'GET', idempotent: false }, REFUSED, 2],
      [{ method: 'GET', idempotent: false }, busy('0'), 2],
      [{ method: 'GET', idempotent: false }, laterHop(REFUSED), 1],
      [{ method: 'POST', headers: { 'Idempotency-Key': 'k' } }, RESET, 2],
      [{ method: 'PATCH', headers: { 'idempotency-key': 'k' } }, answer(503), 2],
      [{ method: 'POST' }, REFUSED, 2],
      [{ method: 'POST' }, TRY_AGAIN, 2],
      [{ method: 'POST' }, laterHop(REFUSED), 1],
      [{ method: 'POST' }, laterHop(TRY_AGAIN), 1],
      [{ method: 'PUT' }, laterHop(REFUSED), 2],
      [{ method: 'POST', idempotent: true }, laterHop(REFUSED), 2],
      [{ method: 'POST' }, { kind: 'connect', message: '', code: 'EHOSTUNREACH' }, 1],
      [{ method: 'GET' }, NOT_FOUND, 1],
      [{ method: 'GET' }, answer(404), 1],
      [{ method: 'GET' }, answer(500), 2],
      [{ method: 'GET' }, answer(200, '{', { 'content-type': 'application/json' }), 1],
    ]
    for (const [request, first, attempts] of methods) {
      const redirects = ('kind' in first ? traceOf(first)?.hops : first.hops) === 2 ? ' of a later hop' : ''
      const what = 'kind' in first ? JSON.stringify(first) : `${first.status} ${JSON.stringify(first.headers)}`
      it(
        `makes ${attempts === 1 ? 'one attempt' : 'two attempts'} at ${JSON.stringify(request)} after ${what}${redirects}`,
        marbles(({ expectObservable }) => {
          const transport = scriptedTransport({ [A]: [answered(first), of(OK)] })
          const results$ = fetchBatch([{ url: A, ...request }], { transport, random: () => 0, retryDelayMs: 1 })
          expectObservable(results$.pipe(map(({ attempts }) => attempts))).toBe('(a|)', { a: attempts })
        }),
      )
    }

    describe('that the server times', () => {
      const table: ReadonlyArray<[name: string, first: Answer, wait: string, waitMs: number]> = [
        ['as many seconds as it says', busy('3'), '3s', 3_000],
        ['until the date that it says', busy('Thu, 01 Jan 1970 00:00:05 GMT'), '5s', 5_000],
        ['until the RFC 850 date that it says', busy('Thursday, 01-Jan-70 00:00:05 GMT'), '5s', 5_000],
        ['until the asctime date that it says', busy('Thu Jan  1 00:00:05 1970'), '5s', 5_000],
        [
          'by its own clock where it says the date',
          busy('Fri, 06 Nov 2026 12:00:07 GMT', 'Fri, 06 Nov 2026 12:00:00 GMT'),
          '7s',
          7_000,
        ],
        ['the back-off where it asks for less', busy('0'), '8ms', 8],
        ['the back-off where its date has passed', busy('Thu, 01 Jan 1970 00:00:00 GMT'), '8ms', 8],
        ['the back-off where it says what is no time', busy('soon'), '8ms', 8],
      ]
      for (const [name, first, wait, waitMs] of table)
        it(
          `waits ${name}`,
          marbles(({ expectObservable }) => {
            const transport = scriptedTransport({ [A]: [of(first), of(OK)] })
            expectObservable(fetchBatch([A], { transport, ...HALF })).toBe(`${wait} (a|)`, {
              a: succeeded(A, 0, { to: waitMs, attempts: 2 }),
            })
          }),
        )

      it(
        'is rate-limited at once where that is longer than maxRetryAfterMs',
        marbles(({ expectObservable }) => {
          const transport = scriptedTransport({ [A]: [of(busy('2'))] })
          expectObservable(fetchBatch([A], { transport, maxRetryAfterMs: 1_999 })).toBe('(a|)', {
            a: failed(A, 0, rateLimited(2_000)),
          })
        }),
      )

      it(
        'waits for exactly maxRetryAfterMs',
        marbles(({ expectObservable }) => {
          const transport = scriptedTransport({ [A]: [of(busy('2')), of(OK)] })
          expectObservable(fetchBatch([A], { transport, maxRetryAfterMs: 2_000 })).toBe('2s (a|)', {
            a: succeeded(A, 0, { to: 2_000, attempts: 2 }),
          })
        }),
      )

      it(
        'is rate-limited where the total time ends before',
        marbles(({ expectObservable }) => {
          const transport = scriptedTransport({ [A]: [of(busy('2'))] })
          expectObservable(fetchBatch([A], { transport, totalTimeoutMs: 2_000 })).toBe('(a|)', {
            a: failed(A, 0, rateLimited(2_000)),
          })
        }),
      )

      it(
        'is rate-limited where the deadline passes before',
        marbles(({ expectObservable }) => {
          const transport = scriptedTransport({ [A]: [of(busy('2'))] })
          expectObservable(fetchBatch([A], { transport, deadlineMs: 2_000 })).toBe('(a|)', {
            a: failed(A, 0, rateLimited(2_000)),
          })
        }),
      )

      it(
        'gives the status as it is when the retries are used up',
        marbles(({ expectObservable }) => {
          const transport = scriptedTransport({ [A]: [of(busy('1'))] })
          expectObservable(fetchBatch([A], { transport, retries: 1 })).toBe('1s (a|)', {
            a: failed(A, 0, statusError(429, 1_000, { 'retry-after': '1' }), { to: 1_000, attempts: 2 }),
          })
        }),
      )

      it(
        'closes its origin for all, and no other',
        marbles(({ cold, expectObservable }) => {
          const A2 = 'https://a.example/2'
          const other = 'https://b.example/'
          const ok$ = cold('--(r|)', { r: OK })
          const transport = scriptedTransport({ [A]: [of(busy('1')), of(OK)], [A2]: [ok$], [other]: [ok$] })
          expectObservable(fetchBatch([A, A2, other], { transport })).toBe('--c 997ms a-(b|)', {
            a: succeeded(A, 0, { to: 1_000, attempts: 2 }),
            b: succeeded(A2, 1, { from: 1_000, to: 1_002 }),
            c: succeeded(other, 2, { to: 2 }),
          })
        }),
      )

      it(
        'waits for no other request where there is no cooldown',
        marbles(({ cold, expectObservable }) => {
          const B = 'https://a.example/b'
          const transport = scriptedTransport({ [A]: [of(busy('1')), of(OK)], [B]: [cold('--(r|)', { r: OK })] })
          expectObservable(fetchBatch([A, B], { transport, cooldown: false })).toBe('--b 997ms (a|)', {
            a: succeeded(A, 0, { to: 1_000, attempts: 2 }),
            b: succeeded(B, 1, { to: 2 }),
          })
        }),
      )
    })

    it(
      'draws a new chance for each wait',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const chances = [0.75, 0, 0.5]
        const cut$ = cold<never>('  -#', {}, RESET)
        const subs = ['      ^!', '----^!', '-----^!', '--------------^!']
        const expected = '   ---------------(a|)'
        const transport = scriptedTransport({ [A]: [cut$] })
        const random = () => chances.shift() ?? 1
        const results$ = fetchBatch([A], { transport, retryDelayMs: 4, retries: 3, random })
        expectObservable(results$).toBe(expected, { a: failed(A, 0, RESET, { to: 15, attempts: 4 }) })
        expectSubscriptions(cut$.subscriptions).toBe(subs)
      }),
    )

    it(
      'ends a wait on unsubscribe',
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const cut$ = cold<never>('    -#', {}, RESET)
        const unsubscribed = ' --!'
        const subs = ['        ^!']
        const expected = '     ---'
        const transport = scriptedTransport({ [A]: [cut$] })
        expectObservable(fetchBatch([A], { transport, ...HALF }), unsubscribed).toBe(expected)
        expectSubscriptions(cut$.subscriptions).toBe(subs)
      }),
    )
  })
})
