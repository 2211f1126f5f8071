import { answer, drip, endAfter, hangAfter, resetAfter, send, stream } from '../behaviours.ts'
import { endsByClock, SHORT_MS } from '../clocks.ts'
import { either, failure, success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import { SECRET } from '../secret.ts'
import { head, TEXT_TYPE, wire } from '../wire.ts'

const LENGTH_2 = 'content-length: 2'
/** A whole answer but for the empty line. */
const OPEN_HEAD = wire('HTTP/1.1 200 OK\r\n', TEXT_TYPE, '\r\n', LENGTH_2, '\r\n')

const protocol = failure('protocol')
const okOrProtocol = either(success('ok', { status: 200 }), protocol)

/** What comes instead of a response. */
const notHttp = (name: string, ...bytes: ReadonlyArray<string | Uint8Array>): Fault => ({
  name,
  serve: send(...bytes),
  expected: protocol,
})

/** A response to GET whose field lines, in between two good ones, are these. */
const fieldLines = (name: string, lines: string, expected: Fault['expected']): Fault => ({
  name: `field-${name}`,
  serve: send(`HTTP/1.1 200 OK\r\n${TEXT_TYPE}\r\n${lines}${LENGTH_2}\r\n\r\nok`),
  expected,
})

/** A response whose first line is this. */
const statusLine = (name: string, line: string, expected: Fault['expected']): Fault => ({
  name: `status-line-${name}`,
  serve: send(`${line}\r\n${TEXT_TYPE}\r\n${LENGTH_2}\r\n\r\nok`),
  expected,
})

const INTERIM = 'HTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\n\r\n'

/** How servers begin their answer badly, or never. */
export const headerFaults: readonly Fault[] = [
  { name: 'head-hang', serve: hangAfter(), ...endsByClock },
  { name: 'head-drip', serve: drip('HTTP/1.1 200 OK\r\nx-long: ', 'a', 100), ...endsByClock },
  { name: 'head-drip-of-fields', serve: drip('HTTP/1.1 200 OK\r\n', 'a: b\r\n', 10), ...endsByClock },
  { name: 'head-drip-from-its-first-byte', serve: drip('', 'HTTP/1.1 200 OK\r\n', 100), ...endsByClock },
  { name: 'head-stall', serve: hangAfter(OPEN_HEAD), ...endsByClock },
  { name: 'head-stall-in-the-status', serve: hangAfter('HTTP/1.1 2'), ...endsByClock },
  { name: 'head-then-fin', serve: endAfter(OPEN_HEAD), expected: failure('socket') },
  { name: 'head-then-reset', serve: resetAfter(OPEN_HEAD), expected: failure('socket') },
  { name: 'nothing-then-fin', serve: endAfter(), expected: failure('socket') },
  { name: 'nothing-then-reset', serve: resetAfter(), expected: failure('socket') },

  {
    name: 'fields-of-24-kb',
    serve: answer('200 OK', [TEXT_TYPE, `x-long: ${'a'.repeat(24_000)}`], 'ok'),
    expected: success('ok', { status: 200 }),
  },
  {
    name: 'fields-of-64-kb',
    serve: answer('404 Not Found', [TEXT_TYPE, `x-long: ${'a'.repeat(66_000)}`], 'no'),
    expected: failure('too-large', { part: 'headers', limitBytes: 65_536 }),
  },
  {
    name: 'flood-of-fields',
    serve: stream('HTTP/1.1 200 OK\r\n', 'a: b\r\n'),
    expected: failure('too-large', { part: 'headers' }),
  },
  {
    name: 'endless-field-value',
    serve: stream('HTTP/1.1 200 OK\r\na: ', 'b'),
    expected: failure('too-large', { part: 'headers' }),
  },
  {
    name: 'endless-field-name',
    serve: stream('HTTP/1.1 200 OK\r\n', 'a'),
    expected: failure('too-large', { part: 'headers' }),
  },
  {
    name: 'endless-reason-phrase',
    serve: stream('HTTP/1.1 200 ', 'O'),
    request: { timeoutMs: SHORT_MS },
    expected: either(failure('too-large', { part: 'headers' }), failure('timeout', { clock: 'attempt' }), protocol),
  },
  fieldLines(
    'of-8-kb',
    `x-long: ${'a'.repeat(8_192)}\r\n`,
    success('ok', { headers: { 'x-long': 'a'.repeat(8_192) } }),
  ),
  fieldLines('of-16-kb', `x-long: ${'a'.repeat(16_384)}\r\n`, success('ok')),
  fieldLines('of-64-kb', `x-long: ${'a'.repeat(65_536)}\r\n`, failure('too-large', { part: 'headers' })),
  fieldLines(
    'times-500',
    Array.from({ length: 500 }, (_, n) => `x-${n}: ${n}\r\n`).join(''),
    success('ok', { headers: { 'x-499': '499' } }),
  ),
  fieldLines(
    'repeated',
    'x-a: 1\r\nX-A: 2\r\nset-cookie: a=1\r\nset-cookie: b=2\r\n',
    success('ok', { headers: { 'x-a': '1, 2', 'set-cookie': ['a=1', 'b=2'] } }),
  ),
  fieldLines(
    'named-proto',
    '__proto__: 1\r\nconstructor: 2\r\ntostring: 3\r\n',
    success('ok', { headers: { constructor: '2', tostring: '3' } }),
  ),
  fieldLines('without-a-colon', 'nonsense\r\n', protocol),
  fieldLines('without-a-name', ': nonsense\r\n', protocol),
  fieldLines('with-a-space-before-its-colon', 'x-a : 1\r\n', okOrProtocol),
  fieldLines('with-a-nul-in-its-value', `x-a: ${SECRET}\0\r\n`, protocol),
  fieldLines('with-a-nul-in-its-name', 'x-\0a: 1\r\n', protocol),
  fieldLines('with-a-control-character', 'x-a: \x01\r\n', protocol),
  fieldLines('with-latin-1', 'x-a: caf\xe9\r\n', success('ok')),
  fieldLines('named-in-latin-1', 'caf\xe9: 1\r\n', protocol),
  // RFC 9112 section 5.2 lets a client join folded lines, 2.2 lets it take a bare LF; refusing either is safe.
  fieldLines('folded', 'x-a: one\r\n two\r\n', okOrProtocol),
  fieldLines('with-a-bare-lf', 'x-a: 1\nx-b: 2\r\n', okOrProtocol),
  fieldLines('with-a-bare-cr', 'x-a: 1\rx-b: 2\r\n', okOrProtocol),
  {
    name: 'head-of-bare-lf',
    serve: send('HTTP/1.1 200 OK\ncontent-type: text/plain\ncontent-length: 2\n\nok'),
    expected: okOrProtocol,
  },
  { name: 'head-after-empty-lines', serve: send('\r\n\r\n', OPEN_HEAD, '\r\nok'), expected: okOrProtocol },

  // RFC 9110 section 15.2: a client must be able to parse interim responses, even if it does not expect them.
  {
    name: 'interim-100',
    serve: send('HTTP/1.1 100 Continue\r\n\r\n', OPEN_HEAD, '\r\nok'),
    expected: either(success('ok', { status: 200 }), failure('protocol')), // undici hangs up on one that nobody asked for
  },
  {
    name: 'interim-102',
    serve: send('HTTP/1.1 102 Processing\r\n\r\n', OPEN_HEAD, '\r\nok'),
    expected: success('ok', { status: 200 }),
  },
  { name: 'interim-103', serve: send(INTERIM, OPEN_HEAD, '\r\nok'), expected: success('ok', { status: 200 }) },
  {
    name: 'interim-103-twenty-times',
    serve: send(INTERIM.repeat(20), OPEN_HEAD, '\r\nok'),
    expected: success('ok', { status: 200 }),
  },
  { name: 'interim-then-hang', serve: hangAfter(INTERIM), ...endsByClock },
  { name: 'interim-then-fin', serve: endAfter(INTERIM), expected: failure('socket') },
  { name: 'interim-drip', serve: drip('', INTERIM, 5), ...endsByClock },
  {
    name: 'flood-of-103',
    serve: stream('', INTERIM),
    request: { timeoutMs: SHORT_MS },
    expected: either(failure('timeout', { clock: 'attempt' }), failure('protocol'), failure('too-large')),
  },
  {
    name: 'flood-of-100',
    serve: stream('', 'HTTP/1.1 100 Continue\r\n\r\n'),
    request: { timeoutMs: SHORT_MS },
    expected: either(failure('timeout', { clock: 'attempt' }), failure('protocol'), failure('too-large')),
  },
  {
    name: 'switching-protocols-unasked',
    serve: send(head('101 Switching Protocols', 'connection: upgrade', 'upgrade: websocket'), '\x81\x02ok'),
    expected: either(protocol, failure('status', { status: 101 })),
  },

  notHttp('garbage', Buffer.from('fe00ff17030a0d0a8081', 'hex'), SECRET),
  notHttp('garbage-of-64-kb', Buffer.alloc(65_536, '\xffgarbage')),
  notHttp('banner-of-smtp', `220 ${SECRET} ESMTP ready\r\n`),
  notHttp('banner-of-ssh', 'SSH-2.0-OpenSSH_9.9\r\n'),
  notHttp('tls-alert', Buffer.from('15030100020246', 'hex')),
  notHttp('http-0-9', '<html>hello</html>\n'),
  notHttp('http-2-settings', Buffer.from('00000c04000000000000030000006400040000ffff', 'hex')),
  notHttp('http-2-preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  notHttp('a-request', 'GET / HTTP/1.1\r\nhost: a\r\n\r\n'),

  statusLine('099', 'HTTP/1.1 099 Low', protocol),
  statusLine('000', 'HTTP/1.1 000 None', protocol),
  statusLine('of-two-digits', 'HTTP/1.1 20 OK', protocol),
  statusLine('of-four-digits', 'HTTP/1.1 2000 OK', protocol),
  statusLine('of-letters', 'HTTP/1.1 abc OK', protocol),
  statusLine('negative', 'HTTP/1.1 -200 OK', protocol),
  statusLine('without-a-status', 'HTTP/1.1', protocol),
  statusLine('999', 'HTTP/1.1 999 Request Denied', failure('status', { status: 999 })),
  statusLine('600', 'HTTP/1.1 600 Unknown', failure('status', { status: 600 })),
  statusLine('without-a-reason', 'HTTP/1.1 200', success('ok')),
  statusLine('with-an-empty-reason', 'HTTP/1.1 200 ', success('ok')),
  statusLine('with-utf-8', 'HTTP/1.1 200 \xc3\xa9t\xc3\xa9', success('ok')),
  statusLine('with-a-nul', 'HTTP/1.1 200 O\0K', okOrProtocol),
  statusLine('of-http-1-0', 'HTTP/1.0 200 OK', success('ok')),
  statusLine('of-http-3-7', 'HTTP/3.7 200 OK', protocol),
  statusLine('in-lower-case', 'http/1.1 200 OK', protocol),
  statusLine('of-shoutcast', 'ICY 200 OK', protocol),
]
