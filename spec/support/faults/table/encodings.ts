import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { answer, type Behaviour, endAfter } from '../behaviours.ts'
import { type Bomb, bomb } from '../bombs.ts'
import { MAX_BODY_BYTES } from '../clocks.ts'
import { type Expected, either, failure, success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import { head, JSON_TYPE, TEXT_TYPE } from '../wire.ts'

const VALUE = { greeting: 'hello', padding: 'x'.repeat(500) }
const PLAIN = JSON.stringify(VALUE)
const GZIP = gzipSync(PLAIN)
const HALVES = [PLAIN.slice(0, 9), PLAIN.slice(9)]
const FLUSHED = { finishFlush: constants.Z_SYNC_FLUSH }
/** A frame of zstd with one byte that is for nobody: RFC 8878 section 3.1.2. */
const SKIPPABLE = Buffer.from('502a4d180100000007', 'hex')
const badEncoding = failure('parse', { reason: 'encoding' })

const encoded = (name: string, contentEncoding: string, body: string | Uint8Array, expected: Expected): Fault => ({
  name: `encoding-${name}`,
  serve: answer('200 OK', [JSON_TYPE, `content-encoding: ${contentEncoding}`], body),
  expected,
})

/** 256 MiB of zeros in a few hundred kilobytes or less. */
const bombOf = (name: Bomb, contentEncoding: string): Fault => ({
  name: `bomb-${name}`,
  serve: (exchange) => answer('200 OK', [JSON_TYPE, `content-encoding: ${contentEncoding}`], bomb(name))(exchange),
  expected: failure('too-large', { part: 'body', limitBytes: MAX_BODY_BYTES }),
})

const damaged = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, index) => (index === at ? byte ^ 0xff : byte))

const bodiless = (status: string, ...fields: readonly string[]): Behaviour =>
  answer(status, ['content-encoding: gzip', ...fields])

/** Content codings that lie, break, or explode. */
export const encodingFaults: readonly Fault[] = [
  encoded('gzip', 'gzip', GZIP, success(VALUE)),
  encoded('gzip-in-capitals', 'GZIP', GZIP, success(VALUE)),
  encoded('x-gzip', 'x-gzip', GZIP, success(VALUE)),
  encoded('deflate', 'deflate', deflateSync(PLAIN), success(VALUE)),
  encoded('br', 'br', brotliCompressSync(PLAIN), success(VALUE)),
  encoded('zstd', 'zstd', zstdCompressSync(PLAIN), success(VALUE)),
  encoded('double-gzip', 'gzip, gzip', gzipSync(GZIP), success(VALUE)),
  encoded('gzip-then-br', 'gzip, br', brotliCompressSync(GZIP), success(VALUE)),
  encoded('gzip-in-two-members', 'gzip', Buffer.concat(HALVES.map((half) => gzipSync(half))), success(VALUE)),
  encoded('identity', 'identity', PLAIN, success(VALUE)),
  encoded('empty', '', PLAIN, success(VALUE)),
  // What is called deflate is a zlib stream (RFC 9110 section 8.4.1.2), but servers that send it bare are known there.
  encoded('deflate-without-zlib', 'deflate', deflateRawSync(PLAIN), either(success(VALUE), badEncoding)),
  encoded('gzip-then-garbage', 'gzip', Buffer.concat([GZIP, Buffer.from('garbage')]), success(VALUE)),
  encoded('gzip-that-is-plain', 'gzip', PLAIN, badEncoding),
  encoded('gzip-cut-short', 'gzip', GZIP.subarray(0, GZIP.length - 12), badEncoding),
  encoded('gzip-without-its-checksum', 'gzip', GZIP.subarray(0, GZIP.length - 8), success(VALUE)),
  encoded('gzip-with-a-wrong-checksum', 'gzip', damaged(GZIP, GZIP.length - 8), badEncoding),
  encoded('gzip-damaged', 'gzip', damaged(GZIP, 14), badEncoding),
  encoded('gzip-of-ten-bytes', 'gzip', GZIP.subarray(0, 10), badEncoding),
  encoded('deflate-that-is-plain', 'deflate', PLAIN, badEncoding),
  encoded('deflate-cut-short', 'deflate', deflateSync(PLAIN).subarray(0, 20), badEncoding),
  encoded('br-that-is-plain', 'br', PLAIN, badEncoding),
  encoded('br-cut-short', 'br', brotliCompressSync(PLAIN).subarray(0, 20), badEncoding),
  encoded('zstd-that-is-plain', 'zstd', PLAIN, badEncoding),
  encoded('zstd-cut-short', 'zstd', zstdCompressSync(PLAIN).subarray(0, 20), badEncoding),
  encoded('unknown', 'snappy', PLAIN, success(VALUE)),
  encoded('compress', 'compress', PLAIN, success(VALUE)),
  encoded('of-a-charset', 'utf-8', PLAIN, success(VALUE)),
  encoded('of-an-object-method', 'constructor', PLAIN, success(VALUE)),
  encoded('unknown-behind-gzip', 'snappy, gzip', GZIP, success(VALUE)),
  encoded('unknown-before-gzip', 'gzip, aws-chunked', GZIP, success(VALUE)),
  encoded('gzip-flushed-and-never-finished', 'gzip', gzipSync(PLAIN, FLUSHED), success(VALUE)),
  encoded('zstd-in-two-frames', 'zstd', Buffer.concat(HALVES.map((half) => zstdCompressSync(half))), success(VALUE)),
  encoded('zstd-after-a-skippable-frame', 'zstd', Buffer.concat([SKIPPABLE, zstdCompressSync(PLAIN)]), success(VALUE)),
  encoded('zstd-then-garbage', 'zstd', Buffer.concat([zstdCompressSync(PLAIN), Buffer.from('garbage')]), badEncoding),
  {
    name: 'encoding-gzip-of-text-without-its-checksum',
    serve: answer('200 OK', [TEXT_TYPE, 'content-encoding: gzip'], GZIP.subarray(0, GZIP.length - 8)),
    expected: badEncoding,
  },
  encoded('gzip-once-but-declared-twice', 'gzip, gzip', GZIP, badEncoding),
  encoded('of-a-hundred-layers', Array.from({ length: 100 }, () => 'gzip').join(', '), GZIP, badEncoding),
  {
    name: 'encoding-gzip-cut-short-until-close',
    serve: endAfter(head('200 OK', JSON_TYPE, 'content-encoding: gzip'), GZIP.subarray(0, 30)),
    expected: badEncoding,
  },
  {
    name: 'encoding-gzip-of-nothing',
    serve: bodiless('200 OK', JSON_TYPE),
    expected: success(null, { bodyType: 'empty' }),
  },
  { name: 'encoding-gzip-of-204', serve: bodiless('204 No Content'), expected: success(null, { status: 204 }) },
  {
    name: 'encoding-gzip-of-head',
    request: { method: 'HEAD' },
    serve: bodiless('200 OK', JSON_TYPE),
    expected: success(null, { bodyType: 'empty' }),
  },
  encoded('gzip-of-an-empty-body', 'gzip', gzipSync(''), success(null, { bodyType: 'empty' })),

  bombOf('gzip', 'gzip'),
  bombOf('deflate', 'deflate'),
  bombOf('br', 'br'),
  bombOf('zstd', 'zstd'),
  bombOf('gzip-gzip', 'gzip, gzip'),
  bombOf('gzip-br', 'gzip, br'),
]
