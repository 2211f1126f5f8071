const END_OF_HEAD = Buffer.from('\r\n\r\n')
const NOTHING = Buffer.alloc(0)

/** Counts the request heads that end in each chunk of one connection: a head may come in pieces, or several at once. */
export const headCounter = (): ((chunk: Buffer) => number) => {
  let tail: Buffer = NOTHING
  return (chunk) => {
    const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
    let heads = 0
    let from = 0
    for (let at = bytes.indexOf(END_OF_HEAD); at !== -1; at = bytes.indexOf(END_OF_HEAD, from)) {
      heads += 1
      from = at + END_OF_HEAD.length
    }
    tail = from === bytes.length ? NOTHING : bytes.subarray(Math.max(from, bytes.length - END_OF_HEAD.length + 1))
    return heads
  }
}
