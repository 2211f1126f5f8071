import { constants, zstdDecompressSync } from 'node:zlib'
import { type Decoded, isCut } from './Decoded.ts'
import { Parts } from './Parts.ts'
import { withInfo } from './withInfo.ts'

/** Undoes zstd, all its frames (RFC 8878 section 3), of which zlib reads one at a time; skippable ones are empty. */
export function unzstd(bytes: Uint8Array, most: number): Decoded {
  const parts = new Parts(most)
  let rest = bytes
  while (rest.byteLength > 0) {
    try {
      const { output, read } = withInfo(zstdDecompressSync, rest, { maxOutputLength: parts.room })
      parts.add(output)
      rest = rest.subarray(read)
    } catch (error) {
      if (!isCut(error)) throw error
      parts.add(zstdDecompressSync(rest, { maxOutputLength: parts.room, finishFlush: constants.ZSTD_e_flush }))
      return { bytes: parts.take(), whole: false }
    }
  }
  return { bytes: parts.take(), whole: true }
}
