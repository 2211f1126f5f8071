/** Reads bytes of one encoding; throws for what is none in it, if it was made so. */
export type Decoder = { readonly encoding: string; decode(bytes: Uint8Array): string }

/** Characters of the bytes from the first one on. */
type Run = readonly [first: number, characters: string]

/**
 * What the Encoding Standard's indexes say and decoders of Node.js 22 do not: they know ISO-8859-1, IBM866 and others of
 * before the standard, and two encodings not at all. The characters left out are as the platform has them.
 */
const INDEXES: ReadonlyMap<string, readonly Run[]> = new Map<string, readonly Run[]>([
  ['windows-1252', [[0x80, '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ']]],
  ['windows-1253', [[0xaa, '\ufffd']]],
  ['windows-1255', [[0xca, '\u05ba']]],
  [
    'windows-874',
    [
      [0xdb, '\ufffd\ufffd\ufffd\ufffd'],
      [0xfc, '\ufffd\ufffd\ufffd\ufffd'],
    ],
  ],
  [
    'koi8-u',
    [
      [0xae, 'ў'],
      [0xbe, 'Ў'],
    ],
  ],
  [
    'ibm866',
    [
      [0x1a, '\x1a\x1b\x1c'],
      [0x7f, '\x7f'],
    ],
  ],
  [
    'iso-8859-16',
    [
      [0xa0, '\xa0ĄąŁ€„Š§š©Ș«Ź\xadźŻ°±ČłŽ”¶·žčș»ŒœŸż'],
      [0xc0, 'ÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚß'],
      [0xe0, 'àáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ'],
    ],
  ],
  ['x-user-defined', [[0x80, String.fromCharCode(...Array.from({ length: 0x80 }, (_, at) => 0xf780 + at))]]],
])

const bytesOf = ([first, { length }]: Run): Uint8Array => Uint8Array.from({ length }, (_, at) => first + at)

/** A UTF-16 code unit for each byte, or undefined where the platform's decoder is right. */
const readIndex = (runs: readonly Run[], platform: Decoder | undefined): Uint16Array | undefined => {
  if (platform !== undefined && runs.every((run) => platform.decode(bytesOf(run)) === run[1])) return undefined
  const units = Uint16Array.from({ length: 256 }, (_, byte) =>
    platform === undefined ? byte : platform.decode(Uint8Array.of(byte)).charCodeAt(0),
  )
  for (const [first, characters] of runs)
    units.set(
      Uint16Array.from(characters, (character) => character.charCodeAt(0)),
      first,
    )
  return units
}

const decoderBy = (units: Uint16Array, encoding: string, fatal: boolean): Decoder => ({
  encoding,
  decode(bytes) {
    const utf16 = Buffer.allocUnsafe(2 * bytes.length)
    let at = 0
    for (const byte of bytes) at = utf16.writeUInt16LE(units[byte] as number, at)
    const text = utf16.toString('utf16le')
    if (fatal && text.includes('\ufffd')) throw new TypeError(`The bytes are not valid ${encoding}`)
    return text
  },
})

/** Gives a decoder for an encoding of one byte per character that the platform gets wrong; undefined for all others. */
export function createSingleByteDecoders(
  platformDecoder: (encoding: string) => Decoder | undefined,
): (encoding: string, fatal: boolean) => Decoder | undefined {
  /** Of the encodings that were asked for. */
  const indexes = new Map<string, Uint16Array | undefined>()
  return (encoding, fatal) => {
    const runs = INDEXES.get(encoding)
    if (runs === undefined) return undefined
    if (!indexes.has(encoding)) indexes.set(encoding, readIndex(runs, platformDecoder(encoding)))
    const units = indexes.get(encoding)
    return units && decoderBy(units, encoding, fatal)
  }
}
