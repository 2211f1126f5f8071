import zlib, { constants, gunzipSync, inflateRawSync } from 'node:zlib'
import { type Decoded, isCut, isTooMuch } from './Decoded.ts'
import { Parts } from './Parts.ts'
import { withInfo } from './withInfo.ts'

/** RFC 1952 section 2.3: two bytes of identification, and deflate, the only method. */
const MAGIC = [0x1f, 0x8b, 0x08]
const HEADER_BYTES = 10
const TRAILER_BYTES = 8
/** The header's flags for what else it holds. */
const FLAGS = { crc: 0x02, extra: 0x04, name: 0x08, comment: 0x10 }

/** Where the deflated bytes of a member begin; beyond the end if the header is cut. */
function endOfHeader(bytes: Uint8Array): number {
  const flags = bytes[3] ?? 0
  let at = HEADER_BYTES
  if (flags & FLAGS.extra) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0)
  for (const flag of [FLAGS.name, FLAGS.comment]) {
    if ((flags & flag) === 0) continue
    const end = bytes.indexOf(0, at)
    if (end === -1) return bytes.length
    at = end + 1
  }
  return flags & FLAGS.crc ? at + 2 : at
}

/** Whether a member begins here, as far as there are bytes to tell. */
const isMember = (bytes: Uint8Array): boolean => MAGIC.every((byte, at) => (bytes[at] ?? byte) === byte)

const isSound = (output: Uint8Array, trailer: Uint8Array): boolean => {
  const view = new DataView(trailer.buffer, trailer.byteOffset, TRAILER_BYTES)
  return view.getUint32(0, true) === zlib.crc32(output) && view.getUint32(4, true) === output.byteLength % 2 ** 32
}

/** Member for member. What follows them and is none is ignored, as browsers do. */
function gunzipMembers(bytes: Uint8Array, most: number): Decoded {
  const parts = new Parts(most)
  let rest = bytes
  while (rest.byteLength > 0 && isMember(rest)) {
    const deflated = rest.subarray(endOfHeader(rest))
    try {
      const { output, read } = withInfo(inflateRawSync, deflated, { maxOutputLength: parts.room })
      parts.add(output)
      if (deflated.byteLength - read < TRAILER_BYTES) return { bytes: parts.take(), whole: false }
      if (!isSound(output, deflated.subarray(read))) throw new RangeError('wrong checksum or length')
      rest = deflated.subarray(read + TRAILER_BYTES)
    } catch (error) {
      if (!isCut(error)) throw error
      parts.add(
        inflateRawSync(deflated, { maxOutputLength: parts.room, finishFlush: constants.Z_SYNC_FLUSH }), // as far as it goes
      )
      return { bytes: parts.take(), whole: false }
    }
  }
  if (rest === bytes) throw new RangeError('no gzip')
  return { bytes: parts.take(), whole: true }
}

/** Undoes gzip, all its members. Throws for what is none, and for more than `most` bytes. */
export function gunzip(bytes: Uint8Array, most: number): Decoded {
  try {
    return { bytes: gunzipSync(bytes, { maxOutputLength: most }), whole: true }
  } catch (error) {
    if (isTooMuch(error)) throw error
    return gunzipMembers(bytes, most) // zlib tells neither how far it came nor what was wrong
  }
}
