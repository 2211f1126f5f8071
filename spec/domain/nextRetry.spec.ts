import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { traceOf, withTrace } from '../../src/domain/AttemptTrace.ts'
import type { FetchError } from '../../src/domain/FetchError.ts'
import { DEFAULT_POLICY } from '../../src/domain/FetchPolicy.ts'
import { nextRetry, type RetryBasis } from '../../src/domain/nextRetry.ts'
import { anyFetchError } from '../support/arbitraries.ts'
import { NOT_FOUND, REFUSED, RESET, statusError, TRY_AGAIN, timedOutBy } from '../support/expectedResults.ts'

const MINUTE_MS = 60_000

/** A first retry of a repeatable request with a minute left, whose jitter is half of what is possible. */
const basis = (over: Partial<RetryBasis> = {}): RetryBasis => ({
  policy: DEFAULT_POLICY,
  repeatable: true,
  retry: 1,
  leftMs: MINUTE_MS,
  random: () => 0.5,
  ...over,
})

const message = 'made up'

describe('nextRetry', () => {
  const transient: ReadonlyArray<[name: string, FetchError, waitMs: number]> = [
    ['a timeout of connecting', timedOutBy('connect'), 125],
    ['a timeout of one attempt', timedOutBy('attempt'), 125],
    ['a name server that asks to try again', TRY_AGAIN, 125],
    ['a refused connection', REFUSED, 125],
    ['any other failure to connect', { kind: 'connect', message, code: 'EHOSTUNREACH' }, 125],
    ['a connection that is cut off', RESET, 125],
    ...[408, 425, 500, 502, 504, 522, 524].map((status) => [`${status}`, statusError(status), 125] as const),
    ...[429, 503].map((status) => [`${status}, four times as long`, statusError(status), 500] as const),
  ].map(([name, error, waitMs]) => [name as string, error as FetchError, waitMs as number])
  for (const [name, error, waitMs] of transient)
    it(`waits ${waitMs} ms after ${name}`, () => {
      expect(nextRetry(error, basis())).to.deep.equal(E.right(waitMs))
    })

  const permanent: ReadonlyArray<[name: string, FetchError]> = [
    ['a timeout of the whole request', timedOutBy('total')],
    ['a name that does not exist', NOT_FOUND],
    ['tls', { kind: 'tls', message, code: 'CERT_HAS_EXPIRED' }],
    ['protocol', { kind: 'protocol', message, code: 'HPE_INVALID_CONSTANT' }],
    ['parse', { kind: 'parse', message, reason: 'json' }],
    ['too-large', { kind: 'too-large', message, part: 'body', limitBytes: 1 }],
    ['redirect', { kind: 'redirect', message, reason: 'loop' }],
    ['rate-limited', { kind: 'rate-limited', message, status: 429, retryAfterMs: 1 }],
    ['deadline', { kind: 'deadline', message }],
    ['aborted', { kind: 'aborted', message }],
    ['invalid-request', { kind: 'invalid-request', message, field: 'url' }],
    ['blocked', { kind: 'blocked', message }],
    ['output-limit', { kind: 'output-limit', message, limitBytes: 1, bodyBytes: 2 }],
    ['unexpected', { kind: 'unexpected', message }],
    ...[301, 304, 400, 401, 403, 404, 409, 410, 422, 501, 505, 511, 599].map((status): [string, FetchError] => [
      `${status}`,
      statusError(status),
    ]),
  ]
  for (const [name, error] of permanent)
    it(`gives up after ${name}`, () => {
      expect(nextRetry(error, basis())).to.deep.equal(E.left(error))
    })

  it('retries the statuses of the policy and no others', () => {
    const policy = { ...DEFAULT_POLICY, retryStatuses: [404] }
    expect(nextRetry(statusError(404), basis({ policy }))).to.deep.equal(E.right(125))
    expect(nextRetry(statusError(500), basis({ policy }))).to.deep.equal(E.left(statusError(500)))
  })

  const NOTHING_REMAINS = { 'x-ratelimit-remaining': '0' }
  const refused403 = statusError(403, undefined, NOTHING_REMAINS)
  const retryOn = (...retryStatuses: number[]) => ({ policy: { ...DEFAULT_POLICY, retryStatuses } })
  const at = <F extends FetchError>(hops: number, error: F): F => withTrace(error, { url: 'https://b.example/', hops })

  /** Of errors of the first hop and of a later one: whether a request is tried again that may not, or may, be sent twice. */
  const repeats: ReadonlyArray<
    [name: string, error: FetchError, once: boolean, onceLater: boolean, twice: boolean, over?: Partial<RetryBasis>]
  > = [
    ['a refused connection', REFUSED, true, false, true],
    ['a name server that asks to try again', TRY_AGAIN, true, false, true],
    ['a name that does not exist', NOT_FOUND, false, false, false],
    ['a connection that failed otherwise', { kind: 'connect', message, code: 'ECONNRESET' }, false, false, true],
    ['an unreachable host', { kind: 'connect', message, code: 'EHOSTUNREACH' }, false, false, true],
    ['a connection that is cut off', RESET, false, false, true],
    ['a timeout of connecting', timedOutBy('connect'), false, false, true],
    ['a timeout of the attempt', timedOutBy('attempt'), false, false, true],
    ['a timeout of the request', timedOutBy('total'), false, false, false],
    ['429', statusError(429), true, false, true],
    ['429 that names a time', statusError(429, 1_000), true, false, true],
    ['429 that is not worth a retry', statusError(429), false, false, false, retryOn(503)],
    ['403 with nothing remaining', refused403, true, false, true],
    ['403 with nothing remaining where 429 is no retry', refused403, false, false, false, retryOn(503)],
    ['403 with nothing remaining where only 403 is one', refused403, false, false, true, retryOn(403)],
    [
      '403 with something remaining',
      statusError(403, undefined, { 'x-ratelimit-remaining': '1' }),
      false,
      false,
      false,
    ],
    ['403 alone', statusError(403), false, false, false],
    ['403 that names a time', statusError(403, 1_000), false, false, false],
    ['401 with nothing remaining', statusError(401, undefined, NOTHING_REMAINS), false, false, false],
    ['503 with nothing remaining', statusError(503, undefined, NOTHING_REMAINS), false, false, true],
    ...[408, 425, 500, 502, 503, 504, 522, 524].map((status): [string, FetchError, boolean, boolean, boolean] => [
      `${status}`,
      statusError(status),
      false,
      false,
      true,
    ]),
    ...[400, 404, 409, 501].map((status): [string, FetchError, boolean, boolean, boolean] => [
      `${status}`,
      statusError(status),
      false,
      false,
      false,
    ]),
  ]
  for (const [name, error, once, onceLater, twice, over] of repeats)
    it(`lets be sent again after ${name} what nobody has processed, and what may be sent twice`, () => {
      const isRetried = (repeatable: boolean, failed: FetchError): boolean =>
        E.isRight(nextRetry(failed, basis({ ...over, repeatable })))
      expect(isRetried(false, error), 'once').to.equal(once)
      expect(isRetried(false, at(1, error)), 'once, first hop').to.equal(once)
      for (const hops of [2, 3, 6]) {
        expect(isRetried(false, at(hops, error)), `once, hop ${hops}`).to.equal(onceLater)
        expect(isRetried(true, at(hops, error)), `twice, hop ${hops}`).to.equal(twice)
      }
      expect(isRetried(true, error), 'twice').to.equal(twice)
    })

  it('waits four times as long after 403 with nothing remaining', () => {
    expect(nextRetry(refused403, basis())).to.deep.equal(E.right(500))
  })

  it('knows the hops of what it turns into rate-limited', () => {
    const next = nextRetry(at(2, statusError(403, 10 * MINUTE_MS, NOTHING_REMAINS)), basis())
    expect(next).to.have.nested.property('left.kind', 'rate-limited')
    expect(next).to.have.nested.property('left.status', 403)
    expect(E.isLeft(next) && traceOf(next.left)?.hops).to.equal(2)
  })

  it('gives the last error as it is when the retries are used up', () => {
    for (const error of [RESET, statusError(503, 1), statusError(429, 10 * MINUTE_MS)])
      expect(nextRetry(error, basis({ retry: 3 }))).to.deep.equal(E.left(error))
    expect(nextRetry(RESET, basis({ policy: { ...DEFAULT_POLICY, retries: 0 } }))).to.deep.equal(E.left(RESET))
  })

  it('does not begin a wait that reaches the end of the time left', () => {
    expect(nextRetry(RESET, basis({ leftMs: 126 }))).to.deep.equal(E.right(125))
    expect(nextRetry(RESET, basis({ leftMs: 125 }))).to.deep.equal(E.left(RESET))
  })

  it('has all the time where nothing limits it', () => {
    expect(nextRetry(RESET, basis({ leftMs: Number.POSITIVE_INFINITY }))).to.deep.equal(E.right(125))
  })

  const asked: ReadonlyArray<[name: string, retryAfterMs: number, over: Partial<RetryBasis>, waitMs: number]> = [
    ['what the server asks for', 7_000, {}, 7_000],
    ['the back-off where the server asks for less', 100, {}, 500],
    ['the back-off where the server asks for nothing', 0, {}, 500],
    ['exactly the longest that is allowed', MINUTE_MS, { leftMs: 2 * MINUTE_MS }, MINUTE_MS],
    ['longer than the longest back-off', 30_000, {}, 30_000],
  ]
  for (const [name, retryAfterMs, over, waitMs] of asked)
    it(`waits ${name}`, () => {
      expect(nextRetry(statusError(503, retryAfterMs), basis(over))).to.deep.equal(E.right(waitMs))
    })

  const limited: ReadonlyArray<[name: string, retryAfterMs: number, over: Partial<RetryBasis>]> = [
    ['longer than is allowed', MINUTE_MS + 1, { leftMs: 2 * MINUTE_MS }],
    ['as long as the time left', 5_000, { leftMs: 5_000 }],
    ['longer than the time left', 9_000, { leftMs: 5_000 }],
  ]
  for (const [name, retryAfterMs, over] of limited)
    it(`is rate-limited where the server asks to wait ${name}`, () => {
      expect(nextRetry(statusError(429, retryAfterMs), basis(over))).to.deep.equal(
        E.left({
          kind: 'rate-limited',
          message: `The server asks to wait ${retryAfterMs} ms`,
          status: 429,
          retryAfterMs,
        }),
      )
    })

  it('keeps the status where only the back-off outlasts the time left', () => {
    const error = statusError(503, 10)
    expect(nextRetry(error, basis({ leftMs: 400 }))).to.deep.equal(E.left(error))
  })

  it('asks the chance once for each wait', () => {
    let asks = 0
    const random = () => {
      asks += 1
      return 0
    }
    expect(nextRetry(RESET, basis({ random }))).to.deep.equal(E.right(0))
    expect(asks).to.equal(1)
  })

  it('waits less than the time left and no less than the server asks, or ends with an error', () => {
    const anyBasis = fc.record({
      repeatable: fc.boolean(),
      retry: fc.integer({ min: 1, max: 4 }),
      leftMs: fc.oneof(fc.integer({ min: -10, max: 100_000 }), fc.constant(Number.POSITIVE_INFINITY)),
      chance: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
    })
    fc.assert(
      fc.property(anyFetchError, anyBasis, (error, { chance, ...over }) => {
        const next = nextRetry(error, basis({ ...over, random: () => chance }))
        if (E.isLeft(next)) expect(next.left).to.satisfy((e: FetchError) => e === error || e.kind === 'rate-limited')
        else {
          expect(next.right).to.be.at.least(0).and.below(over.leftMs)
          expect(over.retry).to.be.at.most(DEFAULT_POLICY.retries)
          if (error.kind === 'status' && error.retryAfterMs !== undefined)
            expect(next.right).to.be.at.least(error.retryAfterMs)
        }
      }),
    )
  })
})
