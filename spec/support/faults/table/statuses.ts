import { gzipSync } from 'node:zlib'
import { answer, drip, endAfter, flood, hangAfter, inTurn, resetAfter, send } from '../behaviours.ts'
import { bomb } from '../bombs.ts'
import { SHORT_MS } from '../clocks.ts'
import { either, failure, success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import { CHUNKED, head, JSON_TYPE, TEXT_TYPE } from '../wire.ts'

const OK = answer('200 OK', [JSON_TYPE], '{"ok":true}')
const UNAVAILABLE = answer('503 Service Unavailable', [TEXT_TYPE], 'later')
const TWO_QUICK_RETRIES = { retries: 2, retryDelayMs: 1 }
/** So many that one of them comes in time, however busy the machine is. */
const PATIENT_RETRIES = 20
const ok = (attempts: number) => success({ ok: true }, { attempts })

const tooMany = (name: string, retryAfter: string, expected: Fault['expected']): Fault => ({
  name: `retry-after-${name}`,
  serve: answer('429 Too Many Requests', [`retry-after: ${retryAfter}`]),
  request: TWO_QUICK_RETRIES,
  expected,
})

/** Answers that are errors, broken as well, and those that a retry cures or must not. */
export const statusFaults: readonly Fault[] = [
  {
    name: 'status-404',
    serve: answer('404 Not Found', [TEXT_TYPE], 'no'),
    expected: failure('status', { status: 404, body: 'no' }, 1),
  },
  {
    name: 'status-500-of-bad-json',
    serve: answer('500 Oops', [JSON_TYPE], '<html>'),
    expected: failure('status', { status: 500 }),
  },
  { name: 'status-500-without-a-body', serve: answer('500 Oops', []), expected: failure('status', { status: 500 }) },
  {
    name: 'status-500-of-deep-json',
    serve: answer('500 Oops', [JSON_TYPE], '['.repeat(5_000) + ']'.repeat(5_000)),
    expected: failure('status', { status: 500 }),
  },
  {
    name: 'status-500-of-100-kb',
    serve: answer('500 Oops', [TEXT_TYPE], 'a'.repeat(100_000)),
    expected: failure('status', { status: 500, body: 'a'.repeat(16_384) }),
  },
  {
    name: 'status-500-of-bad-gzip',
    serve: answer('500 Oops', [JSON_TYPE, 'content-encoding: gzip'], 'plain'),
    expected: failure('status', { status: 500 }),
  },
  {
    name: 'status-500-of-cut-gzip',
    serve: answer('500 Oops', [TEXT_TYPE, 'content-encoding: gzip'], gzipSync('no').subarray(0, -8)),
    expected: failure('status', { status: 500, body: 'no' }),
  },
  {
    name: 'status-500-endless',
    serve: flood(head('500 Oops', TEXT_TYPE), 'a'),
    expected: failure('status', { status: 500 }),
  },
  {
    name: 'status-500-of-a-huge-length',
    serve: flood(head('500 Oops', TEXT_TYPE, 'content-length: 1099511627776'), 'a'),
    expected: failure('status', { status: 500, body: 'a'.repeat(16_384) }),
  },
  {
    name: 'status-500-bomb',
    serve: (exchange) => answer('500 Oops', [TEXT_TYPE, 'content-encoding: gzip'], bomb('gzip'))(exchange),
    expected: failure('status', { status: 500 }),
  },
  {
    name: 'status-500-stall',
    serve: hangAfter(head('500 Oops', TEXT_TYPE, 'content-length: 9'), 'a'),
    expected: failure('status', { status: 500, body: 'a' }),
  },
  {
    // Of two clocks that are due in one turn of a busy event loop either may win.
    name: 'status-500-stall-in-a-short-time',
    serve: hangAfter(head('500 Oops', TEXT_TYPE, 'content-length: 9'), 'a'),
    request: { timeoutMs: SHORT_MS },
    expected: either(failure('status', { status: 500 }), failure('timeout', { clock: 'attempt' })),
  },
  {
    name: 'status-500-drip',
    serve: drip(head('500 Oops', TEXT_TYPE), 'a', 100),
    expected: failure('status', { status: 500 }),
  },
  {
    name: 'status-500-cut-off',
    serve: endAfter(head('500 Oops', TEXT_TYPE, 'content-length: 9'), 'a'),
    expected: failure('status', { status: 500, body: 'a' }),
  },
  {
    name: 'status-500-of-bad-chunks',
    serve: send(head('500 Oops', TEXT_TYPE, CHUNKED), '2\r\nno\r\nzz\r\n'),
    expected: failure('status', { status: 500, body: 'no' }),
  },
  {
    name: 'retry-after-of-a-body-cut-off',
    serve: endAfter(head('429 Too Many', TEXT_TYPE, 'retry-after: 3600', 'content-length: 99'), 'slow down'),
    request: TWO_QUICK_RETRIES,
    expected: failure('rate-limited', { status: 429, retryAfterMs: 3_600_000 }, 1),
  },
  {
    name: 'status-500-of-gzip',
    serve: answer('500 Oops', [TEXT_TYPE, 'content-encoding: gzip'], gzipSync('no')),
    expected: failure('status', { status: 500, body: 'no' }),
  },

  { name: 'retried-503', serve: inTurn(UNAVAILABLE, UNAVAILABLE, OK), request: TWO_QUICK_RETRIES, expected: ok(3) },
  {
    name: 'retried-503-without-end',
    serve: UNAVAILABLE,
    request: TWO_QUICK_RETRIES,
    expected: failure('status', { status: 503 }, 3),
  },
  {
    name: 'retried-cut-off',
    serve: inTurn(endAfter(head('200 OK', TEXT_TYPE, 'content-length: 9'), 'a'), OK),
    request: TWO_QUICK_RETRIES,
    expected: ok(2),
  },
  {
    name: 'retried-reset',
    serve: inTurn(resetAfter('HTTP/1.1 200'), resetAfter('HTTP/1.1 200'), OK),
    request: TWO_QUICK_RETRIES,
    expected: either(ok(3), ok(2)),
  },
  {
    name: 'retried-hang',
    serve: inTurn(hangAfter(), OK),
    request: { retries: PATIENT_RETRIES, retryDelayMs: 1, timeoutMs: 2 * SHORT_MS },
    clockMs: (1 + PATIENT_RETRIES) * 2 * SHORT_MS,
    expected: Array.from({ length: PATIENT_RETRIES }, (_, n) => ok(n + 2)).flat(),
  },
  {
    name: 'retried-until-the-total-clock',
    serve: hangAfter(),
    request: { retries: 9, retryDelayMs: 1, timeoutMs: 100, totalTimeoutMs: SHORT_MS },
    clockMs: SHORT_MS,
    expected: failure('timeout'),
  },
  {
    name: 'not-retried-garbage',
    serve: inTurn(send('garbage\r\n\r\n'), OK),
    request: TWO_QUICK_RETRIES,
    expected: failure('protocol', {}, 1),
  },
  {
    name: 'not-retried-404',
    serve: inTurn(answer('404 Not Found', []), OK),
    request: TWO_QUICK_RETRIES,
    expected: failure('status', { status: 404 }, 1),
  },
  {
    name: 'not-retried-post',
    host: 'post.test',
    serve: inTurn(UNAVAILABLE, OK),
    request: { ...TWO_QUICK_RETRIES, method: 'POST', body: 'once' },
    expected: failure('status', { status: 503 }, 1),
  },
  {
    name: 'not-retried-put-that-says-so',
    serve: inTurn(UNAVAILABLE, OK),
    request: { ...TWO_QUICK_RETRIES, method: 'PUT', body: 'once', idempotent: false },
    expected: failure('status', { status: 503 }, 1),
  },
  {
    name: 'retried-post-that-says-so',
    host: 'post.test',
    serve: inTurn(UNAVAILABLE, OK),
    request: { ...TWO_QUICK_RETRIES, method: 'POST', body: 'once', idempotent: true },
    expected: ok(2),
  },
  {
    name: 'retried-post-after-429',
    host: 'post.test',
    serve: inTurn(answer('429 Too Many Requests', []), OK),
    request: { ...TWO_QUICK_RETRIES, method: 'POST', body: 'once' },
    expected: ok(2),
  },
  {
    name: 'retried-post-after-403-with-nothing-remaining',
    host: 'post.test',
    serve: inTurn(answer('403 Forbidden', ['x-ratelimit-remaining: 0']), OK),
    request: { ...TWO_QUICK_RETRIES, method: 'POST', body: 'once' },
    expected: ok(2),
  },
  {
    name: 'retried-post-with-a-key',
    host: 'post.test',
    serve: inTurn(UNAVAILABLE, OK),
    request: { ...TWO_QUICK_RETRIES, method: 'POST', body: 'once', headers: { 'idempotency-key': '1' } },
    expected: ok(2),
  },

  tooMany('of-an-hour', '3600', failure('rate-limited', { status: 429, retryAfterMs: 3_600_000 }, 1)),
  tooMany(
    'beyond-every-calendar',
    '99999999999999999999',
    either(failure('rate-limited', {}, 1), failure('status', { status: 429 }, 3)),
  ),
  tooMany('of-an-hour-and-a-bit', '3600.25', failure('rate-limited', { status: 429, retryAfterMs: 3_601_000 }, 1)),
  tooMany('in-iso-8601', '9999-12-31T23:59:59Z', failure('rate-limited', { status: 429 }, 1)),
  {
    name: 'retry-after-in-ms',
    serve: answer('429 Too Many Requests', ['retry-after-ms: 3600250']),
    request: TWO_QUICK_RETRIES,
    expected: failure('rate-limited', { status: 429, retryAfterMs: 3_600_250 }, 1),
  },
  tooMany('in-the-year-9999', 'Fri, 31 Dec 9999 23:59:59 GMT', failure('rate-limited', { status: 429 }, 1)),
  tooMany('in-the-past', 'Fri, 31 Dec 1999 23:59:59 GMT', failure('status', { status: 429 }, 3)),
  tooMany('of-nonsense', 'soon', failure('status', { status: 429 }, 3)),
  tooMany('negative', '-1', failure('status', { status: 429 }, 3)),
  tooMany('of-zero', '0', failure('status', { status: 429 }, 3)),
  {
    name: 'retry-after-beyond-the-total-clock',
    serve: answer('503 Service Unavailable', ['retry-after: 50']),
    request: { ...TWO_QUICK_RETRIES, totalTimeoutMs: 40_000 },
    expected: failure('rate-limited', { status: 503, retryAfterMs: 50_000 }, 1),
  },
]
