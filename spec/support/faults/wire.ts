/** Bytes as they go to the wire; characters of strings are bytes. */
export const wire = (...parts: ReadonlyArray<string | Uint8Array>): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))

/** A status line and fields, with the empty line that ends them. */
export const head = (status: string, ...fields: readonly string[]): Buffer =>
  wire([`HTTP/1.1 ${status}`, ...fields, '', ''].join('\r\n'))

/** A body in chunks of `chunkBytes`, with the last chunk and no trailers. */
export const chunks = (body: string | Uint8Array, chunkBytes: number): Buffer => {
  const bytes = wire(body)
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes)
    parts.push(wire(`${chunk.length.toString(16)}\r\n`, chunk, '\r\n'))
  }
  return wire(...parts, '0\r\n\r\n')
}

export const JSON_TYPE = 'content-type: application/json'
export const TEXT_TYPE = 'content-type: text/plain'
export const CHUNKED = 'transfer-encoding: chunked'
