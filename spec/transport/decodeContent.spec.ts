import { randomBytes } from 'node:crypto'
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect } from 'chai'
import type { FetchError } from '../../src/domain/FetchError.ts'
import type { ResponseHeaders } from '../../src/domain/ResponseHeaders.ts'
import { codingsOf, decodeContent } from '../../src/transport/decodeContent.ts'
import { TransportFailure } from '../../src/transport/TransportFailure.ts'

const MEGABYTE = 1_048_576

type Encode = (bytes: Uint8Array) => Uint8Array

/** How each coding is named in headers, and done. */
const CODINGS: Readonly<Record<string, readonly [coding: string, encode: Encode]>> = {
  gzip: ['gzip', gzipSync],
  'x-gzip': ['x-gzip', gzipSync],
  deflate: ['deflate', deflateSync],
  'raw deflate': ['deflate', deflateRawSync],
  br: ['br', brotliCompressSync],
  zstd: ['zstd', zstdCompressSync],
}

const HELLO = Buffer.from('hello, '.repeat(100))

/** A megabyte of zeros; many of them in a row are one body, whose length is nowhere told. */
const MEMBER = gzipSync(Buffer.alloc(MEGABYTE))

const failureOf = (action: () => unknown): FetchError => {
  try {
    action()
  } catch (error) {
    if (error instanceof TransportFailure) return error.fetchError
    throw error
  }
  throw new Error('It did not fail')
}

const CUT: FetchError = {
  kind: 'parse',
  message: 'The response ends before its content encoding does',
  reason: 'encoding',
}

/** How much is compressed by a server that flushes and never finishes. */
const flushedBy =
  (compress: (bytes: Uint8Array, options: object) => Buffer, finishFlush: number) => (bytes: Uint8Array) =>
    compress(bytes, { finishFlush })
const FLUSHED: Readonly<Record<string, (bytes: Uint8Array) => Buffer>> = {
  gzip: flushedBy(gzipSync, constants.Z_SYNC_FLUSH),
  'x-gzip': flushedBy(gzipSync, constants.Z_SYNC_FLUSH),
  deflate: flushedBy(deflateSync, constants.Z_SYNC_FLUSH),
  'raw deflate': flushedBy(deflateRawSync, constants.Z_SYNC_FLUSH),
  br: flushedBy(brotliCompressSync, constants.BROTLI_OPERATION_FLUSH),
  zstd: flushedBy(zstdCompressSync, constants.ZSTD_e_flush),
}

const TEXT_HEADERS = { 'content-type': 'text/plain' }
const JSON_HEADERS = { 'content-type': 'application/json' }

const NOT_VALID: FetchError = { kind: 'parse', message: 'The response is not validly encoded', reason: 'encoding' }

describe('codingsOf', () => {
  const rows: ReadonlyArray<readonly [field: string, codings: readonly string[]]> = [
    ['', []],
    ['gzip', ['gzip']],
    ['GZip', ['gzip']],
    ['identity', []],
    ['gzip, br', ['br', 'gzip']],
    ['gzip,identity , br ,', ['br', 'gzip']],
    ['who knows', []],
    ['none', []],
    ['utf-8', []],
    ['compress', []],
    ['__proto__', []],
    ['gzip, aws-chunked', ['gzip']],
    ['aws-chunked, gzip', ['gzip']],
    ['aws-chunked,br,utf-8,gzip,', ['gzip', 'br']],
  ]
  for (const [field, codings] of rows) {
    it(`reads "${field}" as [${codings}], the last applied first`, () => {
      expect(codingsOf(field)).to.deep.equal(codings)
    })
  }
})

describe('decodeContent', () => {
  it('leaves bytes without codings alone', () => {
    expect(decodeContent(HELLO, [], 1, {})).to.equal(HELLO)
  })

  for (const [name, [coding, encode]] of Object.entries(CODINGS)) {
    describe(`of ${name}`, () => {
      const flushed = (bytes: Uint8Array): Buffer => FLUSHED[name]?.(bytes) as Buffer

      it('undoes it', () => {
        expect(decodeContent(encode(HELLO), [coding], MEGABYTE, {})).to.deep.equal(HELLO)
      })

      for (const bytes of [randomBytes(1_000), Buffer.alloc(1_000), randomBytes(200_000), Buffer.alloc(200_000)]) {
        it(`limits ${bytes[0] === 0 ? 'zeros' : 'noise'} of ${bytes.length} bytes exactly`, () => {
          expect(decodeContent(encode(bytes), [coding], bytes.length, {})).to.have.lengthOf(bytes.length)
          expect(failureOf(() => decodeContent(encode(bytes), [coding], bytes.length - 1, {}))).to.deep.include({
            kind: 'too-large',
            part: 'body',
            limitBytes: bytes.length - 1,
          })
        })
      }

      describe('without its end', () => {
        const JSON_BYTES = Buffer.from(JSON.stringify({ hello: 'world '.repeat(50) }))
        const noise = Buffer.from(JSON.stringify(randomBytes(2_000).toString('base64')))
        const decodeCut = (bytes: Uint8Array, headers: ResponseHeaders = JSON_HEADERS) =>
          decodeContent(bytes, [coding], MEGABYTE, headers)

        it('refuses text', () => {
          expect(failureOf(() => decodeCut(encode(HELLO).subarray(0, -1)))).to.deep.equal(CUT)
        })

        it('refuses JSON whose own end is missing', () => {
          expect(failureOf(() => decodeCut(encode(noise).subarray(0, -200)))).to.deep.equal(CUT)
        })

        it('refuses a number, of which digits may be missing', () => {
          expect(failureOf(() => decodeCut(flushed(Buffer.from('123'))))).to.deep.equal(CUT)
        })

        it('takes JSON that is flushed and whole', () => {
          expect(decodeCut(flushed(JSON_BYTES))).to.deep.equal(JSON_BYTES)
        })

        it('takes it where the headers say nothing', () => {
          expect(decodeCut(flushed(JSON_BYTES), {})).to.deep.equal(JSON_BYTES)
        })

        it('refuses it where the headers say that it is none', () => {
          expect(failureOf(() => decodeCut(flushed(JSON_BYTES), { 'content-type': 'text/plain' }))).to.deep.equal(CUT)
        })

        it('limits it', () => {
          const decode = () => decodeContent(flushed(JSON_BYTES), [coding], JSON_BYTES.length - 1, JSON_HEADERS)
          expect(failureOf(decode)).to.have.property('kind', 'too-large')
        })

        const trailerBytes = { gzip: 8, 'x-gzip': 8, deflate: 4 }[name]
        if (trailerBytes !== undefined)
          for (let missing = 1; missing <= trailerBytes; missing += 1)
            it(`takes JSON without the last ${missing} bytes of its trailer`, () => {
              expect(decodeCut(encode(JSON_BYTES).subarray(0, -missing))).to.deep.equal(JSON_BYTES)
            })
      })

      it('refuses what is none', () => {
        expect(failureOf(() => decodeContent(HELLO, [coding], MEGABYTE, {}))).to.deep.equal(NOT_VALID)
      })

      it('stops at the limit, however much there is', () => {
        const bomb = encode(Buffer.alloc(4 * MEGABYTE))
        const before = process.memoryUsage().arrayBuffers
        expect(failureOf(() => decodeContent(bomb, [coding], 1_000, {}))).to.have.property('kind', 'too-large')
        expect(process.memoryUsage().arrayBuffers - before).to.be.lessThan(MEGABYTE)
      })
    })
  }

  it('reads the members of one gzip body as one', () => {
    const members = Buffer.concat([gzipSync('hello, '), gzipSync('world')])
    expect(decodeContent(members, ['gzip'], MEGABYTE, {})).to.deep.equal(Buffer.from('hello, world'))
  })

  it('stops a gzip bomb of 256 MiB at a limit of 1 MiB without the memory for it', () => {
    const bomb = Buffer.concat(Array.from({ length: 256 }, () => MEMBER))
    const before = process.memoryUsage().rss
    expect(failureOf(() => decodeContent(bomb, ['gzip'], MEGABYTE, {}))).to.have.property('kind', 'too-large')
    expect(process.memoryUsage().rss - before).to.be.lessThan(64 * MEGABYTE)
  })

  it('stops a bomb within a bomb', () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(16 * MEGABYTE)))
    expect(failureOf(() => decodeContent(bomb, ['gzip', 'gzip'], MEGABYTE, {}))).to.have.property('kind', 'too-large')
  })

  it('undoes up to four codings one after the other', () => {
    const bytes = [gzipSync, deflateSync, brotliCompressSync, zstdCompressSync].reduce<Uint8Array>(
      (encoded, encode) => encode(encoded),
      HELLO,
    )
    expect(decodeContent(bytes, codingsOf('gzip, deflate, br, zstd'), MEGABYTE, {})).to.deep.equal(HELLO)
  })

  it('refuses more', () => {
    const codings = codingsOf('gzip, gzip, gzip, gzip, gzip')
    expect(failureOf(() => decodeContent(HELLO, codings, MEGABYTE, {}))).to.deep.equal({
      kind: 'parse',
      message: 'The response has too many content encodings',
      reason: 'encoding',
    })
  })

  describe('of several parts', () => {
    const [one, two, three] = ['{"a":', '"b"', '}'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer]
    const all = Buffer.concat([one, two, three])
    const skippable = (bytes: number) => Buffer.from([0x5a, 0x2a, 0x4d, 0x18, bytes, 0, 0, 0, ...Array(bytes).fill(7)])
    const named = Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 110, 0, 99, 0, 1, 1])
    const gzips = [one, two, three].map((part) => gzipSync(part))
    const zstds = [one, two, three].map((part) => zstdCompressSync(part))
    const [gzip, zstd] = [gzipSync(all), zstdCompressSync(all)]
    const wholes: ReadonlyArray<readonly [what: string, coding: string, parts: readonly Uint8Array[]]> = [
      ['gzip members', 'gzip', gzips],
      ['a gzip member and an empty one', 'gzip', [gzip, gzipSync('')]],
      ['a gzip member whose header holds all it can', 'gzip', [named, gzip.subarray(10), Buffer.from('!')]],
      ['gzip members and zeros', 'gzip', [...gzips, Buffer.alloc(512)]],
      ['gzip members and garbage', 'gzip', [...gzips, Buffer.from('garbage')]],
      ['a gzip member and the beginning of what is none', 'gzip', [gzip, Buffer.from([0x1f, 0x8b, 7, 1, 1])]],
      ['zstd frames', 'zstd', zstds],
      ['a zstd frame and an empty one', 'zstd', [zstd, zstdCompressSync('')]],
      ['a skippable frame first', 'zstd', [skippable(3), zstd]],
      ['skippable frames around', 'zstd', [skippable(0), ...zstds, skippable(200)]],
      ['a zlib stream and garbage', 'deflate', [deflateSync(all), Buffer.from('garbage')]],
    ]
    for (const [what, coding, parts] of wholes) {
      it(`reads ${what} as one`, () => {
        expect(Buffer.from(decodeContent(Buffer.concat(parts), [coding], MEGABYTE, {}))).to.deep.equal(all)
      })

      it(`limits ${what} together`, () => {
        const bytes = Buffer.concat(parts)
        expect(decodeContent(bytes, [coding], all.length, {})).to.have.lengthOf(all.length)
        expect(failureOf(() => decodeContent(bytes, [coding], all.length - 1, {}))).to.have.property(
          'kind',
          'too-large',
        )
      })
    }

    const cut = Buffer.from(JSON.stringify(randomBytes(500).toString('hex')))
    const broken: ReadonlyArray<readonly [what: string, coding: string, bytes: Uint8Array]> = [
      ['a gzip member that is cut', 'gzip', Buffer.concat([gzip, gzipSync(cut).subarray(0, -100)])],
      ['a zstd frame that is cut', 'zstd', Buffer.concat([zstd, zstdCompressSync(cut).subarray(0, -100)])],
      ['a zstd frame and garbage', 'zstd', Buffer.concat([zstd, Buffer.from('garbage')])],
      [
        'a gzip member of another sum',
        'gzip',
        Buffer.concat([gzip.subarray(0, -8), Buffer.alloc(4), gzip.subarray(-4)]),
      ],
      ['more zstd frames than anyone sends', 'zstd', Buffer.concat(Array.from({ length: 2_000 }, () => zstd))],
    ]
    for (const [what, coding, bytes] of broken) {
      it(`refuses ${what}`, () => {
        expect(failureOf(() => decodeContent(bytes, [coding], MEGABYTE, TEXT_HEADERS))).to.include({
          kind: 'parse',
          reason: 'encoding',
        })
      })
    }

    it('stops bombs of many zstd frames', () => {
      const bomb = Buffer.concat(Array.from({ length: 256 }, () => zstdCompressSync(Buffer.alloc(MEGABYTE))))
      expect(failureOf(() => decodeContent(bomb, ['zstd'], MEGABYTE, {}))).to.have.property('kind', 'too-large')
    })
  })
})
