/** Bytes of the content size, by its flag, and of the dictionary's id (RFC 8878 section 3.1.1.1). */
const CONTENT_SIZE_BYTES = [0, 2, 4, 8]
const DICTIONARY_ID_BYTES = [0, 1, 2, 4]
const MAGIC_BYTES = 4
const CHECKSUM_BYTES = 4
/** How the magic number of a frame begins that is to be passed over: its size follows, in 4 bytes. */
const SKIPPABLE = 0x50
/** A block of which the one byte is repeated. */
const RLE = 1

const headerBytes = (descriptor: number): number => {
  const contentSize = descriptor >> 6
  const isSingleSegment = (descriptor & 0x20) !== 0
  const sizeBytes = contentSize === 0 && isSingleSegment ? 1 : (CONTENT_SIZE_BYTES[contentSize] ?? 0)
  return MAGIC_BYTES + 1 + (isSingleSegment ? 0 : 1) + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0) + sizeBytes
}

/** Whether the frame of zstd that the bytes begin with ends within them, which the zlib of Node.js 22 does not tell. */
export function hasFrameEnd(bytes: Uint8Array): boolean {
  if (((bytes[0] ?? 0) & 0xf0) === SKIPPABLE)
    return bytes.byteLength >= 8 && 8 + Buffer.from(bytes.subarray(4, 8)).readUInt32LE() <= bytes.byteLength
  const descriptor = bytes[MAGIC_BYTES]
  if (descriptor === undefined) return false
  let at = headerBytes(descriptor)
  for (let isLast = false; !isLast; ) {
    const [low, middle, high] = bytes.subarray(at, at + 3)
    if (low === undefined || middle === undefined || high === undefined) return false
    const size = (low | (middle << 8) | (high << 16)) >> 3
    isLast = (low & 1) === 1
    at += 3 + (((low >> 1) & 3) === RLE ? 1 : size)
  }
  return at + ((descriptor & 4) === 0 ? 0 : CHECKSUM_BYTES) <= bytes.byteLength
}
