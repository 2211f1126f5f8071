import zlib from 'node:zlib' // as a whole: older versions have no zstd, and should fail with a better word
import { type Decoded, isCut } from './Decoded.ts'
import { hasFrameEnd } from './hasFrameEnd.ts'
import { Parts } from './Parts.ts'
import { withInfo } from './withInfo.ts'

/** Undoes zstd, all its frames (RFC 8878 section 3), of which zlib reads one at a time; skippable ones are empty. */
export function unzstd(bytes: Uint8Array, most: number): Decoded {
  const parts = new Parts(most)
  let rest = bytes
  while (rest.byteLength > 0) {
    try {
      const { output, read } = withInfo(zlib.zstdDecompressSync, rest, { maxOutputLength: parts.room })
      parts.add(output)
      if (!hasFrameEnd(rest)) return { bytes: parts.take(), whole: false }
      rest = rest.subarray(read)
    } catch (error) {
      if (!isCut(error)) throw error
      parts.add(
        zlib.zstdDecompressSync(rest, { maxOutputLength: parts.room, finishFlush: zlib.constants.ZSTD_e_flush }),
      )
      return { bytes: parts.take(), whole: false }
    }
  }
  return { bytes: parts.take(), whole: true }
}
