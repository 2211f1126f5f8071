import { brotliCompressSync, constants, crc32, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { wire } from './wire.ts'

export type Bomb = 'gzip' | 'deflate' | 'br' | 'zstd' | 'gzip-gzip' | 'gzip-br'

const MEGABYTE = Buffer.alloc(1_048_576)
const MEGABYTES = 256
const TOTAL_BYTES = MEGABYTE.length * MEGABYTES

const uint32 = (value: number, endian: 'little' | 'big'): Buffer => {
  const bytes = Buffer.alloc(4)
  if (endian === 'little') bytes.writeUInt32LE(value >>> 0)
  else bytes.writeUInt32BE(value >>> 0)
  return bytes
}

/** One megabyte deflated ends at a byte boundary and refers to nothing before it: it may be repeated. */
const deflatedZeros = (): Buffer => {
  const one = deflateRawSync(MEGABYTE, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  const lastBlock = Buffer.from('0300', 'hex')
  return wire(...Array.from({ length: MEGABYTES }, () => one), lastBlock)
}

/** RFC 1952. */
const gzip = (): Buffer => {
  let checksum = 0
  for (let n = 0; n < MEGABYTES; n += 1) checksum = crc32(MEGABYTE, checksum)
  const header = Buffer.from('1f8b08000000000000ff', 'hex')
  return wire(header, deflatedZeros(), uint32(checksum, 'little'), uint32(TOTAL_BYTES, 'little'))
}

/** RFC 1950; the Adler-32 of n zeros has 1 in its low half and n modulo 65521 in its high half. */
const deflate = (): Buffer =>
  wire(Buffer.from('78da', 'hex'), deflatedZeros(), uint32((TOTAL_BYTES % 65_521) * 65_536 + 1, 'big'))

const fastBrotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

const MAKERS: Readonly<Record<Bomb, () => Buffer>> = {
  gzip,
  deflate,
  br: () => brotliCompressSync(Buffer.alloc(TOTAL_BYTES), fastBrotli),
  zstd: () => zstdCompressSync(Buffer.alloc(TOTAL_BYTES)),
  'gzip-gzip': () => gzipSync(bomb('gzip')),
  'gzip-br': () => brotliCompressSync(bomb('gzip'), fastBrotli),
}

const made = new Map<Bomb, Buffer>()

/** 256 MiB of zeros under the named content codings, made when first asked for. */
export function bomb(name: Bomb): Buffer {
  const bytes = made.get(name) ?? MAKERS[name]()
  made.set(name, bytes)
  return bytes
}
