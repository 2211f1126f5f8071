import { randomBytes } from 'node:crypto'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect } from 'chai'
import type { FetchError } from '../../src/domain/FetchError.ts'
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

const NOT_VALID: FetchError = { kind: 'parse', message: 'The response is not validly encoded', reason: 'encoding' }

describe('codingsOf', () => {
  const rows: ReadonlyArray<readonly [field: string, codings: readonly string[]]> = [
    ['', []],
    ['gzip', ['gzip']],
    ['GZip', ['gzip']],
    ['identity', []],
    ['gzip, br', ['br', 'gzip']],
    ['gzip,identity , br ,', ['br', 'gzip']],
    ['who knows', ['who knows']],
  ]
  for (const [field, codings] of rows) {
    it(`reads "${field}" as [${codings}], the last applied first`, () => {
      expect(codingsOf(field)).to.deep.equal(codings)
    })
  }
})

describe('decodeContent', () => {
  it('leaves bytes without codings alone', () => {
    expect(decodeContent(HELLO, [], 1)).to.equal(HELLO)
  })

  for (const [name, [coding, encode]] of Object.entries(CODINGS)) {
    describe(`of ${name}`, () => {
      it('undoes it', () => {
        expect(decodeContent(encode(HELLO), [coding], MEGABYTE)).to.deep.equal(HELLO)
      })

      for (const bytes of [randomBytes(1_000), Buffer.alloc(1_000), randomBytes(200_000), Buffer.alloc(200_000)]) {
        it(`limits ${bytes[0] === 0 ? 'zeros' : 'noise'} of ${bytes.length} bytes exactly`, () => {
          expect(decodeContent(encode(bytes), [coding], bytes.length)).to.have.lengthOf(bytes.length)
          expect(failureOf(() => decodeContent(encode(bytes), [coding], bytes.length - 1))).to.deep.include({
            kind: 'too-large',
            part: 'body',
            limitBytes: bytes.length - 1,
          })
        })
      }

      it('refuses what is cut short', () => {
        const short = encode(HELLO).subarray(0, -5)
        expect(failureOf(() => decodeContent(short, [coding], MEGABYTE))).to.deep.equal(NOT_VALID)
      })

      it('refuses what is none', () => {
        expect(failureOf(() => decodeContent(HELLO, [coding], MEGABYTE))).to.deep.equal(NOT_VALID)
      })

      it('stops at the limit, however much there is', () => {
        const bomb = encode(Buffer.alloc(4 * MEGABYTE))
        const before = process.memoryUsage().arrayBuffers
        expect(failureOf(() => decodeContent(bomb, [coding], 1_000))).to.have.property('kind', 'too-large')
        expect(process.memoryUsage().arrayBuffers - before).to.be.lessThan(MEGABYTE)
      })
    })
  }

  it('reads the members of one gzip body as one', () => {
    const members = Buffer.concat([gzipSync('hello, '), gzipSync('world')])
    expect(decodeContent(members, ['gzip'], MEGABYTE)).to.deep.equal(Buffer.from('hello, world'))
  })

  it('stops a gzip bomb of 256 MiB at a limit of 1 MiB without the memory for it', () => {
    const bomb = Buffer.concat(Array.from({ length: 256 }, () => MEMBER))
    const before = process.memoryUsage().rss
    expect(failureOf(() => decodeContent(bomb, ['gzip'], MEGABYTE))).to.have.property('kind', 'too-large')
    expect(process.memoryUsage().rss - before).to.be.lessThan(64 * MEGABYTE)
  })

  it('stops a bomb within a bomb', () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(16 * MEGABYTE)))
    expect(failureOf(() => decodeContent(bomb, ['gzip', 'gzip'], MEGABYTE))).to.have.property('kind', 'too-large')
  })

  it('undoes up to four codings one after the other', () => {
    const bytes = [gzipSync, deflateSync, brotliCompressSync, zstdCompressSync].reduce<Uint8Array>(
      (encoded, encode) => encode(encoded),
      HELLO,
    )
    expect(decodeContent(bytes, codingsOf('gzip, deflate, br, zstd'), MEGABYTE)).to.deep.equal(HELLO)
  })

  it('refuses more', () => {
    const codings = codingsOf('gzip, gzip, gzip, gzip, gzip')
    expect(failureOf(() => decodeContent(HELLO, codings, MEGABYTE))).to.deep.equal({
      kind: 'parse',
      message: 'The response has too many content encodings',
      reason: 'encoding',
    })
  })

  for (const coding of ['compress', 'aws-chunked', 'none', '__proto__']) {
    it(`refuses the unknown coding ${coding}`, () => {
      expect(failureOf(() => decodeContent(HELLO, [coding], MEGABYTE))).to.deep.equal({
        kind: 'parse',
        message: 'The response has an unknown content encoding',
        reason: 'encoding',
      })
    })
  }
})
