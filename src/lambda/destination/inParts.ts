/** Gathers text into parts of at least so many bytes; only the last may be smaller, and none is empty. */
export async function* inParts(chunks: AsyncIterable<string>, partBytes: number): AsyncGenerator<Buffer> {
  let part: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk)
    part.push(buffer)
    bytes += buffer.byteLength
    if (bytes < partBytes) continue
    yield Buffer.concat(part)
    part = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(part)
}
