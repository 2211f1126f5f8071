import { NO_BYTES } from './BytesCollector.ts'
import { isTooMuch } from './codings/Decoded.ts'
import { undoCodings } from './decodeContent.ts'

/** How much of an error's body results tell. */
export const ERROR_BODY_BYTES = 16_384
/** How long a status waits for the body that explains it, in ms. */
const PATIENCE_MS = 1_000
/** What a beginning may decode to; more would be thrown away again. */
const MOST_DECODED_BYTES = 262_144

/**
 * How long to wait for the body of a status that is an error, of an attempt that has so much time left. A quarter of that
 * is kept: of two timers that are due in one turn of a busy event loop either may fire first.
 */
export const errorBodyMs = (leftMs: number): number => Math.max(0, Math.min(PATIENCE_MS, 0.75 * leftMs))

const isText = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }) // the last character may be cut
    return true
  } catch {
    return false
  }
}

/**
 * What can be read of a body whose end is missing or wrong: decoded, as it is where it is text after all, or nothing.
 * @param most how many bytes are wanted
 */
export function readBeginning(raw: Uint8Array, codings: readonly string[], most: number): Uint8Array {
  const beginning = raw.subarray(0, most)
  if (codings.length === 0) return beginning
  for (let length = beginning.byteLength; length > 0; length >>= 1) {
    try {
      return undoCodings(beginning.subarray(0, length), codings, MOST_DECODED_BYTES).bytes.subarray(0, most)
    } catch (error) {
      if (!isTooMuch(error)) break
    }
  }
  return isText(beginning) ? beginning : NO_BYTES
}
