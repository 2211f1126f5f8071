import { brotliDecompressSync, constants } from 'node:zlib'
import { type Decoded, decodeAsFar } from './Decoded.ts'

/** Undoes brotli. */
export const unbrotli = (bytes: Uint8Array, maxOutputLength: number): Decoded =>
  decodeAsFar(
    () => brotliDecompressSync(bytes, { maxOutputLength }),
    () => brotliDecompressSync(bytes, { maxOutputLength, finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  )
