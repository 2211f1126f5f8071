/** One try at a request, as it goes to the wire. */
export interface Attempt {
  /** The request's URL, verbatim. */
  readonly url: string
  /** An HTTP method, in capitals. */
  readonly method: string
  /** All header fields that are sent, by lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** What is sent; null where nothing is. */
  readonly body: string | Uint8Array | null
  /** The largest body accepted, in bytes after content decoding. */
  readonly maxBodyBytes: number
  /** How many redirects may be followed. */
  readonly maxRedirects: number
  /** How long it may take, in ms; absent where nobody says. */
  readonly limitMs?: number
  /** False where the request says that it may not be sent twice, whatever its method; absent otherwise. */
  readonly resendable?: false
  /** Whether the transport is asked to tell what it knows, as `HopTrace`; absent otherwise. */
  readonly traced?: true
}
