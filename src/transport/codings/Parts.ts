import { MAX_PARTS } from './Decoded.ts'

/** The decoded members or frames of one body, whose total is limited. */
export class Parts {
  readonly #most: number
  readonly #parts: Uint8Array[] = []
  #byteLength = 0

  constructor(most: number) {
    this.#most = most
  }

  /** What the next part may have at most; zlib takes no 0. */
  get room(): number {
    return Math.max(1, this.#most - this.#byteLength)
  }

  add(part: Uint8Array): void {
    this.#parts.push(part)
    this.#byteLength += part.byteLength
    if (this.#byteLength > this.#most) throw Object.assign(new RangeError('too much'), { code: 'ERR_BUFFER_TOO_LARGE' })
    if (this.#parts.length > MAX_PARTS) throw new RangeError('too many parts')
  }

  take(): Uint8Array {
    const [first] = this.#parts
    return this.#parts.length === 1 && first !== undefined ? first : Buffer.concat(this.#parts)
  }
}
