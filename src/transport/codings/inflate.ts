import { constants, inflateRawSync, inflateSync } from 'node:zlib'
import { type Decoded, decodeAsFar } from './Decoded.ts'

/** RFC 1950 section 2.2: deflate, a header that is a multiple of 31, and no preset dictionary. */
const isZlib = ([first = 0, second = 0]: Uint8Array): boolean =>
  (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0 && (second & 0x20) === 0

/** Undoes `deflate`, which means zlib's format (RFC 9110 section 8.4.1.2), but some servers send the raw one. */
export function inflate(bytes: Uint8Array, maxOutputLength: number): Decoded {
  const decompress = isZlib(bytes) ? inflateSync : inflateRawSync
  return decodeAsFar(
    () => decompress(bytes, { maxOutputLength }),
    () => decompress(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }),
  )
}
