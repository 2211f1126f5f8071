import type { ResponseHeaders } from '../domain/ResponseHeaders.ts'
import { BytesCollector, NO_BYTES } from './BytesCollector.ts'
import { CODING_SLACK_BYTES, codingsOf, decodeContent } from './decodeContent.ts'
import { ERROR_BODY_BYTES, readBeginning } from './errorBody.ts'
import { isRedirect } from './followRedirect.ts'

/** How much of a redirect's body is read so that its connection is kept, in bytes. */
const REDIRECT_BODY_BYTES = 16_384

/** RFC 9112 section 6.3: in these a length speaks of what is not sent. */
const mayHaveBody = (method: string, status: number): boolean =>
  method !== 'HEAD' && status !== 204 && status !== 205 && status !== 304

/** A response as it comes: its head, and what there is of its body. A class for its speed: one is made per request. */
export class IncomingResponse {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly isRedirect: boolean
  readonly #codings: readonly string[]
  readonly #maxBodyBytes: number
  readonly #raw = new BytesCollector()
  #maxRawBytes: number

  constructor(status: number, headers: ResponseHeaders, maxBodyBytes: number) {
    this.status = status
    this.headers = headers
    this.isRedirect = status >= 300 && isRedirect(status, headers)
    const encoding = headers['content-encoding']
    this.#codings = encoding === undefined ? [] : codingsOf(String(encoding))
    this.#maxBodyBytes = maxBodyBytes
    this.#maxRawBytes = this.isRedirect
      ? REDIRECT_BODY_BYTES
      : maxBodyBytes + (this.#codings.length === 0 ? 0 : CODING_SLACK_BYTES)
  }

  /** Whether the body is what was asked for: one that explains an error, or a redirect, may be broken. */
  get isSuccess(): boolean {
    return this.status < 300
  }

  /** How much of the body was taken, as it came. */
  get receivedBytes(): number {
    return this.#raw.byteLength
  }

  /** How much of it needs no decoding. */
  get plainBytes(): number {
    return this.#codings.length === 0 ? this.receivedBytes : 0
  }

  /** Whether the head says that the body will be over its limit. */
  announcesTooMuch(method: string): boolean {
    return Number(this.headers['content-length']) > this.#maxRawBytes && mayHaveBody(method, this.status)
  }

  /** Reads only what a result tells of an error, since the body cannot be read to its end. */
  settleForBeginning(): void {
    this.#maxRawBytes = Math.min(ERROR_BODY_BYTES, this.#maxBodyBytes)
  }

  /** Takes a piece of the body; false if it is over the limit, up to which it is taken. */
  add(chunk: Uint8Array): boolean {
    const room = this.#maxRawBytes - this.#raw.byteLength
    if (chunk.byteLength <= room) {
      this.#raw.add(chunk)
      return true
    }
    if (room > 0) this.#raw.add(chunk.subarray(0, room))
    return false
  }

  /** The whole body, decoded; of an error, what can be read of it. Throws a TransportFailure. */
  read(): Uint8Array {
    const raw = this.#raw.take()
    if (this.isRedirect) return NO_BYTES
    if (this.#codings.length === 0 || raw.byteLength === 0) return raw
    try {
      return decodeContent(raw, this.#codings, this.#maxBodyBytes, this.headers)
    } catch (error) {
      if (this.isSuccess) throw error
      return this.readBeginning()
    }
  }

  /** What can be read of a body that has no end. */
  readBeginning(): Uint8Array {
    if (this.isRedirect) return NO_BYTES
    return readBeginning(this.#raw.take(), this.#codings, Math.min(ERROR_BODY_BYTES, this.#maxBodyBytes))
  }
}
