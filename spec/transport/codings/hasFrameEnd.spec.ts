import { randomBytes } from 'node:crypto'
import zlib from 'node:zlib'
import { expect } from 'chai'
import { hasFrameEnd } from '../../../src/transport/codings/hasFrameEnd.ts'

const { ZSTD_c_checksumFlag: CHECKSUM, ZSTD_c_contentSizeFlag: CONTENT_SIZE } = zlib.constants
const skippable = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3])

describe('hasFrameEnd', () => {
  const frames: ReadonlyArray<readonly [name: string, frame: Buffer]> = [
    ['nothing', zlib.zstdCompressSync('')],
    ['one byte', zlib.zstdCompressSync('a')],
    ['one byte many times', zlib.zstdCompressSync(Buffer.alloc(300_000))],
    ['text', zlib.zstdCompressSync('hello world '.repeat(1_000))],
    ['noise of 300 bytes', zlib.zstdCompressSync(randomBytes(300))],
    ['noise in several blocks', zlib.zstdCompressSync(randomBytes(500_000))],
    ['text with a checksum', zlib.zstdCompressSync('hello '.repeat(99), { params: { [CHECKSUM]: 1 } })],
    ['text whose size is not told', zlib.zstdCompressSync('hello '.repeat(99), { params: { [CONTENT_SIZE]: 0 } })],
    ['what is to be passed over', skippable],
  ]
  for (const [name, frame] of frames) {
    it(`finds the end of ${name}, also with more behind it, and misses whatever of it is missing`, () => {
      expect(hasFrameEnd(frame)).to.equal(true)
      expect(hasFrameEnd(Buffer.concat([frame, frame]))).to.equal(true)
      const step = Math.ceil(frame.byteLength / 200)
      for (let length = 0; length < frame.byteLength; length += step)
        expect(hasFrameEnd(frame.subarray(0, length)), `${length} bytes`).to.equal(false)
      expect(hasFrameEnd(frame.subarray(0, -1))).to.equal(false)
    })
  }
})
