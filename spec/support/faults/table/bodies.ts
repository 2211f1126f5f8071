import { answer, drip, flood, hangAfter, stream } from '../behaviours.ts'
import { AMPLE_MS, endsByClock, MAX_BODY_BYTES, SHORT_MS } from '../clocks.ts'
import { either, failure, success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import { CHUNKED, head, TEXT_TYPE, wire } from '../wire.ts'

const tooLarge = failure('too-large', { part: 'body', limitBytes: MAX_BODY_BYTES })
const LENGTH_1000 = head('200 OK', TEXT_TYPE, 'content-length: 1000')
const CHUNKED_HEAD = head('200 OK', TEXT_TYPE, CHUNKED)
const OPEN_HEAD = head('200 OK', TEXT_TYPE, 'connection: close')
const MEGABYTE = 'a'.repeat(MAX_BODY_BYTES)

/** Bodies that come too long, too slowly, or not at all. */
export const bodyFaults: readonly Fault[] = [
  {
    name: 'body-endless-with-length',
    serve: flood(head('200 OK', TEXT_TYPE, 'content-length: 1099511627776'), 'a'),
    expected: tooLarge,
  },
  { name: 'body-endless-chunked', serve: flood(CHUNKED_HEAD, `1000\r\n${'a'.repeat(4_096)}\r\n`), expected: tooLarge },
  { name: 'body-endless-until-close', serve: flood(OPEN_HEAD, 'a'), expected: tooLarge },
  { name: 'body-endless-slowly', serve: stream(OPEN_HEAD, 'a'), expected: tooLarge },
  { name: 'body-one-byte-too-long', serve: answer('200 OK', [TEXT_TYPE], `${MEGABYTE}a`), expected: tooLarge },
  {
    name: 'body-just-small-enough',
    serve: answer('200 OK', [TEXT_TYPE], MEGABYTE),
    expected: success((body: unknown) => body === MEGABYTE),
  },
  {
    name: 'body-too-long-for-one-byte',
    serve: answer('200 OK', [TEXT_TYPE], 'ok'),
    request: { maxBodyBytes: 1 },
    expected: failure('too-large', { part: 'body', limitBytes: 1 }),
  },

  { name: 'body-drip-with-length', serve: drip(LENGTH_1000, 'a', 100), ...endsByClock },
  { name: 'body-drip-chunked', serve: drip(wire(CHUNKED_HEAD, '1000\r\n'), 'a', 100), ...endsByClock },
  { name: 'body-drip-of-chunks', serve: drip(CHUNKED_HEAD, '1\r\na\r\n', 5), ...endsByClock },
  { name: 'body-drip-until-close', serve: drip(OPEN_HEAD, 'a', 100), ...endsByClock },
  { name: 'body-stall-at-once', serve: hangAfter(LENGTH_1000), ...endsByClock },
  { name: 'body-stall-with-length', serve: hangAfter(LENGTH_1000, 'hello'), ...endsByClock },
  { name: 'body-stall-one-byte-short', serve: hangAfter(LENGTH_1000, 'a'.repeat(999)), ...endsByClock },
  { name: 'body-stall-chunked', serve: hangAfter(CHUNKED_HEAD, '5\r\nhel'), ...endsByClock },
  { name: 'body-stall-before-the-last-chunk', serve: hangAfter(CHUNKED_HEAD, '5\r\nhello\r\n'), ...endsByClock },
  {
    name: 'body-stall-before-the-end-of-trailers',
    serve: hangAfter(CHUNKED_HEAD, '5\r\nhello\r\n0\r\n'),
    ...endsByClock,
  },
  { name: 'body-stall-until-close', serve: hangAfter(OPEN_HEAD, 'hello'), ...endsByClock },
  {
    name: 'body-stall-under-the-total-clock',
    serve: hangAfter(LENGTH_1000),
    request: { timeoutMs: AMPLE_MS, totalTimeoutMs: SHORT_MS },
    clockMs: SHORT_MS,
    expected: failure('timeout', { clock: 'total' }),
  },

  {
    name: 'upload-never-read',
    host: 'post.test',
    beforeBody: true,
    serve: hangAfter(),
    ...endsByClock,
    request: { ...endsByClock.request, method: 'POST', body: new Uint8Array(8 * 1_048_576) },
  },
  {
    name: 'upload-refused-unread',
    host: 'post.test',
    beforeBody: true,
    serve: answer('413 Content Too Large', ['connection: close'], 'no'),
    request: { method: 'POST', body: new Uint8Array(8 * 1_048_576) },
    expected: either(failure('status', { status: 413 }), failure('socket')),
  },
  {
    name: 'upload-cut-off',
    host: 'post.test',
    beforeBody: true,
    serve: ({ socket }) => socket.resetAndDestroy(),
    request: { method: 'POST', body: new Uint8Array(8 * 1_048_576) },
    expected: failure('socket'),
  },
  {
    name: 'upload-answered-then-open',
    beforeBody: true,
    serve: hangAfter(head('200 OK', TEXT_TYPE, 'content-length: 2'), 'ok'),
    request: { method: 'POST', body: new Uint8Array(8 * 1_048_576), timeoutMs: SHORT_MS },
    // A connection that another fault has closed may not be tried again for a POST.
    expected: either(success('ok'), failure('timeout', { clock: 'attempt' }), failure('socket')),
  },
]
