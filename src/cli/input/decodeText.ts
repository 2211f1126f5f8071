/** UTF-16 in either order, by its byte order mark. */
const encodingOf = (head: Uint8Array): string | undefined => {
  const [first, second, third, fourth] = head
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? undefined : 'utf-16le' // not UTF-32
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0 || second === 0 ? undefined : 'utf-8' // no text begins with NUL, but UTF-16 without a mark may
}

/** Its magic number, RFC 1952 section 2.3.1. */
const isGzip = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b

/** As many bytes as the longest byte order mark has. */
const MARK_BYTES = 4

/** Decodes text as UTF-8, or as the UTF-16 that its byte order mark says; any other encoding is an error that names its source. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array | string>, name: string): AsyncGenerator<string> {
  const wrong = (bytes: Uint8Array): Error =>
    new Error(
      isGzip(bytes)
        ? `${name} is gzip: give it a name that ends with .gz, or unpack it with gzip -dc`
        : `${name} is not text in UTF-8: save it as UTF-8, or as UTF-16 with a byte order mark`,
    )
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let head = Buffer.alloc(0)

  const decode = (bytes: Uint8Array, stream: boolean): string => {
    try {
      if (decoder === undefined) {
        const encoding = encodingOf(bytes)
        if (encoding === undefined) throw wrong(bytes)
        decoder = new TextDecoder(encoding, { fatal: true })
      }
      return decoder.decode(bytes, { stream })
    } catch {
      throw wrong(bytes)
    }
  }

  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk as string)
    head = decoder === undefined ? Buffer.concat([head, bytes]) : bytes
    if (decoder !== undefined || head.length >= MARK_BYTES) yield decode(head, true)
  }
  yield decode(decoder === undefined ? head : Buffer.alloc(0), false)
}
