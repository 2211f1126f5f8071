import { createSingleByteDecoders, type Decoder } from './createSingleByteDecoders.ts'

const BYTE_ORDER_MARK = '\ufeff'
/** What a byte sequence that is not valid UTF-8 is decoded to. */
const REPLACEMENT = '\ufffd'

/** The same bytes, with the faster methods that a Buffer has. */
export const toBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** The encoding that a byte order mark names (WHATWG Encoding Standard, section 6). */
export const markedEncoding = (bytes: Uint8Array): string | undefined => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined
}

const platformDecoder = (charset: string, fatal: boolean): Decoder | undefined => {
  try {
    return new TextDecoder(charset, { fatal })
  } catch {
    return undefined
  }
}

const singleByteDecoder = createSingleByteDecoders((encoding) => platformDecoder(encoding, false))

/** A decoder for a label of the Encoding Standard; undefined for any other. */
export const decoderOf = (charset: string, fatal: boolean): Decoder | undefined => {
  const platform = platformDecoder(charset, fatal)
  const encoding = platform?.encoding ?? charset.trim().toLowerCase()
  if (encoding === 'gbk') return platformDecoder('gb18030', fatal) // the standard has one decoder for both
  return singleByteDecoder(encoding, fatal) ?? platform
}

/** The text without its byte order mark; undefined where the bytes are not valid in the decoder's encoding. */
export const decodeValid = (bytes: Uint8Array, fatal: Decoder): string | undefined => {
  try {
    return fatal.decode(bytes)
  } catch {
    return undefined
  }
}

/** Takes half the time that a `TextDecoder` does, but cannot tell a replacement that was sent from one that it made. */
const readSoundUtf8 = (bytes: Uint8Array): string | undefined => {
  const text = toBuffer(bytes).toString()
  if (text.includes(REPLACEMENT)) return undefined
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
}

/** The text without its byte order mark; undefined where it is not valid UTF-8. */
export const readValidUtf8 = (bytes: Uint8Array): string | undefined =>
  readSoundUtf8(bytes) ?? decodeValid(bytes, new TextDecoder('utf-8', { fatal: true }))

/** Whether a charset is UTF-8 by one of its usual names. */
export const isUtf8 = (encoding: string): boolean => /^utf-?8$/i.test(encoding)

/** Decodes as the byte order mark or else the charset says, and as UTF-8 where nobody knows that. What is invalid becomes U+FFFD. */
export function readText(bytes: Uint8Array, charset = 'utf-8'): string {
  const encoding = markedEncoding(bytes) ?? charset
  const sound = isUtf8(encoding) ? readSoundUtf8(bytes) : undefined
  return sound ?? (decoderOf(encoding, false) ?? new TextDecoder()).decode(bytes)
}
