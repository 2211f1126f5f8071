import { answer, endAfter, flood, hangAfter, send, stream } from '../behaviours.ts'
import { endsByClock, endsByLimitOrClock, MAX_BODY_BYTES, SHORT_MS } from '../clocks.ts'
import { either, failure, success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import { CHUNKED, chunks, head, TEXT_TYPE, wire } from '../wire.ts'

const protocol = failure('protocol')
const tooLarge = failure('too-large', { part: 'body', limitBytes: MAX_BODY_BYTES })
const CHUNKED_HEAD = head('200 OK', TEXT_TYPE, CHUNKED)

const lengths = (name: string, fields: readonly string[], expected: Fault['expected']): Fault => ({
  name: `length-${name}`,
  serve: send(head('200 OK', TEXT_TYPE, ...fields), 'hello'),
  expected,
})

/** A chunked body that goes wrong; the connection stays open, so that nothing but the bytes can tell. */
const badChunk = (name: string, body: string): Fault => ({
  name: `chunk-${name}`,
  serve: hangAfter(CHUNKED_HEAD, body),
  expected: protocol,
})

/** What follows a whole answer in the same segment must reach nobody. */
const STRAY_RESPONSE = wire(head('200 OK', TEXT_TYPE, 'content-length: 5'), 'stray')

/** How servers mark the end of a body wrongly. */
export const framingFaults: readonly Fault[] = [
  lengths('twice-the-same', ['content-length: 5', 'content-length: 5'], either(success('hello'), protocol)),
  lengths('twice-in-a-list', ['content-length: 5, 5'], either(success('hello'), protocol)),
  lengths('conflicting', ['content-length: 5', 'content-length: 3'], protocol),
  lengths('conflicting-in-a-list', ['content-length: 5, 3'], protocol),
  lengths('negative', ['content-length: -5'], protocol),
  lengths('with-a-plus', ['content-length: +5'], protocol),
  lengths('with-letters', ['content-length: 5x'], protocol),
  lengths('in-hex', ['content-length: 0x5'], protocol),
  lengths('with-a-fraction', ['content-length: 5.0'], protocol),
  lengths('empty', ['content-length:'], protocol),
  lengths('beyond-64-bits', ['content-length: 18446744073709551621'], protocol),
  {
    name: 'length-of-a-petabyte',
    serve: hangAfter(head('200 OK', TEXT_TYPE, 'content-length: 1125899906842624'), 'hello'),
    request: { timeoutMs: SHORT_MS },
    expected: either(tooLarge, failure('timeout', { clock: 'attempt' })),
  },
  {
    // RFC 9112 section 6.3: chunked wins, and it ought to be handled as an error.
    name: 'length-and-chunked',
    serve: send(head('200 OK', TEXT_TYPE, 'content-length: 3', CHUNKED), chunks('hello', 5)),
    expected: either(success('hello'), protocol),
  },
  {
    name: 'chunked-and-length',
    serve: send(head('200 OK', TEXT_TYPE, CHUNKED, 'content-length: 3'), chunks('hello', 5)),
    expected: either(success('hello'), protocol),
  },
  {
    name: 'transfer-encoding-unknown',
    serve: endAfter(
      head('200 OK', 'content-type: application/json', 'transfer-encoding: gzip'),
      Buffer.from('1f8b', 'hex'),
    ),
    expected: either(protocol, failure('parse')),
  },
  {
    name: 'body-beyond-its-length',
    serve: send(head('200 OK', TEXT_TYPE, 'content-length: 5'), 'hello there'),
    expected: success('hello'),
  },
  {
    name: 'response-behind-a-response',
    serve: send(head('200 OK', TEXT_TYPE, 'content-length: 5'), 'hello', STRAY_RESPONSE),
    expected: success('hello'),
  },
  {
    name: 'response-behind-a-204',
    serve: send(head('204 No Content'), STRAY_RESPONSE),
    expected: success(null, { status: 204, bodyType: 'empty' }),
  },
  {
    name: 'response-behind-a-head',
    request: { method: 'HEAD' },
    serve: send(head('200 OK', TEXT_TYPE, 'content-length: 5'), STRAY_RESPONSE),
    expected: success(null, { bodyType: 'empty' }),
  },
  {
    name: 'no-content-with-a-body',
    serve: send(head('204 No Content', TEXT_TYPE), 'hello'),
    expected: success(null, { status: 204, bodyType: 'empty' }),
  },
  {
    name: 'no-content-with-length-and-body',
    serve: answer('204 No Content', [TEXT_TYPE], 'hello'),
    expected: success(null, { status: 204, bodyType: 'empty' }),
  },
  {
    name: 'no-content-with-chunked',
    serve: send(head('204 No Content', TEXT_TYPE, CHUNKED), chunks('hello', 5)),
    expected: success(null, { status: 204, bodyType: 'empty' }),
  },
  {
    name: 'reset-content-with-a-body',
    serve: answer('205 Reset Content', [TEXT_TYPE], 'hello'),
    expected: success(null, { status: 205, bodyType: 'empty' }),
  },
  {
    name: 'not-modified-with-a-body',
    serve: answer('304 Not Modified', [TEXT_TYPE], 'hello'),
    expected: failure('status', { status: 304 }),
  },
  {
    // Its length is that of what has not changed: RFC 9110 section 8.6.
    name: 'not-modified-of-a-terabyte',
    serve: send(head('304 Not Modified', TEXT_TYPE, 'content-length: 1099511627776')),
    expected: failure('status', { status: 304 }),
  },
  {
    name: 'head-of-a-terabyte',
    request: { method: 'HEAD' },
    serve: send(head('200 OK', TEXT_TYPE, 'content-length: 1099511627776')),
    expected: success(null, { bodyType: 'empty' }),
  },
  {
    name: 'head-with-a-body',
    request: { method: 'HEAD' },
    serve: answer('200 OK', [TEXT_TYPE], 'hello'),
    expected: success(null, { bodyType: 'empty' }),
  },
  {
    name: 'length-missing-on-an-open-connection',
    serve: hangAfter(head('200 OK', TEXT_TYPE), 'hello'),
    ...endsByClock,
  },

  badChunk('size-of-letters', 'zz\r\nhello\r\n'),
  badChunk('size-negative', '-5\r\nhello\r\n'),
  badChunk('size-with-a-prefix', '0x5\r\nhello\r\n'),
  badChunk('size-empty', '\r\nhello\r\n'),
  badChunk('size-beyond-64-bits', 'fffffffffffffffff\r\nhello\r\n'),
  badChunk('shorter-than-its-data', '3\r\nhello\r\n0\r\n\r\n'),
  badChunk('with-a-nul', '5\0\r\nhello\r\n0\r\n\r\n'),
  badChunk('size-in-a-next-line', '5\r\nhello\r\n\r\n5\r\nworld\r\n0\r\n\r\n'),
  {
    // RFC 9112 section 2.2 knows bare LF only in the head; taking it here too is what many do.
    name: 'chunk-ended-by-lf',
    serve: send(CHUNKED_HEAD, '5\nhello\n0\n\n'),
    request: { timeoutMs: SHORT_MS },
    expected: either(protocol, success('hello'), failure('timeout', { clock: 'attempt' })),
  },
  {
    name: 'chunk-longer-than-its-data',
    serve: hangAfter(CHUNKED_HEAD, '9\r\nhello\r\n0\r\n\r\n'),
    request: { timeoutMs: SHORT_MS },
    expected: either(protocol, failure('timeout', { clock: 'attempt' })),
  },
  { name: 'chunk-of-an-exabyte', serve: flood(wire(CHUNKED_HEAD, 'fffffffffffffff\r\n'), 'a'), expected: tooLarge },
  {
    name: 'chunk-extension',
    serve: send(CHUNKED_HEAD, '5;a=b;c="d;e"\r\nhello\r\n0;x\r\n\r\n'),
    expected: success('hello'),
  },
  { name: 'chunk-extension-endless', serve: stream(wire(CHUNKED_HEAD, '5;'), 'a'), ...endsByLimitOrClock },
  {
    name: 'chunk-extension-in-every-chunk',
    serve: stream(CHUNKED_HEAD, `1;${'a'.repeat(4_000)}\r\na\r\n`),
    ...endsByLimitOrClock,
  },
  {
    name: 'chunk-of-one-byte-endless',
    serve: flood(CHUNKED_HEAD, '1\r\na\r\n'),
    request: { maxBodyBytes: 65_536 }, // each byte costs the client a call
    expected: failure('too-large', { part: 'body', limitBytes: 65_536 }),
  },
  {
    name: 'trailers',
    serve: send(CHUNKED_HEAD, '5\r\nhello\r\n0\r\nx-sum: 1\r\nx-more: 2\r\n\r\n'),
    expected: success('hello'),
  },
  {
    // RFC 9110 section 6.5.1 forbids it and RFC 9112 section 7.1.2 lets it be ignored: either way it is not believed.
    name: 'trailers-with-a-length',
    serve: send(CHUNKED_HEAD, '5\r\nhello\r\n0\r\ncontent-length: 3\r\n\r\n'),
    expected: either(success('hello'), protocol),
  },
  {
    name: 'trailers-endless',
    serve: stream(wire(CHUNKED_HEAD, '5\r\nhello\r\n0\r\n'), 'a: b\r\n'),
    ...endsByLimitOrClock,
  },
  {
    name: 'trailer-of-an-endless-value',
    serve: stream(wire(CHUNKED_HEAD, '5\r\nhello\r\n0\r\na: '), 'b'),
    ...endsByLimitOrClock,
  },
  {
    name: 'trailers-that-are-none',
    serve: hangAfter(CHUNKED_HEAD, '5\r\nhello\r\n0\r\nno sense\r\n\r\n'),
    expected: protocol,
  },
]
