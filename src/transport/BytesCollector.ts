export const NO_BYTES = new Uint8Array()

/**
 * Collects a body that comes in pieces. A single chunk is kept as it is, and several are copied into a buffer that
 * doubles: a small chunk pins the whole block that the socket was read into, and a server that sends one byte at a time
 * would fill the memory a thousand times over. A class for its speed, as its owner is.
 */
export class BytesCollector {
  #bytes: Uint8Array = NO_BYTES
  #byteLength = 0

  get byteLength(): number {
    return this.#byteLength
  }

  add(chunk: Uint8Array): void {
    const needed = this.#byteLength + chunk.byteLength
    if (this.#byteLength === 0) this.#bytes = chunk
    else this.#append(chunk, needed)
    this.#byteLength = needed
  }

  /** All bytes so far. */
  take(): Uint8Array {
    return this.#bytes.byteLength === this.#byteLength ? this.#bytes : this.#bytes.subarray(0, this.#byteLength)
  }

  #append(chunk: Uint8Array, needed: number): void {
    if (needed > this.#bytes.byteLength) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.byteLength))
      larger.set(this.take())
      this.#bytes = larger
    }
    this.#bytes.set(chunk, this.#byteLength)
  }
}
