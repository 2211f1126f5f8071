/** One try at a request, as it goes to the wire. Header names are lower-case. */
export type Attempt = {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
  /** The largest body accepted, in bytes after content decoding. */
  readonly maxBodyBytes: number
  readonly maxRedirects: number
  /** How long it may take, in ms; absent where nobody says. */
  readonly limitMs?: number
  /** False where the request says that it may not be sent twice, whatever its method; absent otherwise. */
  readonly resendable?: false
  /** Whether the transport is asked to tell what it knows, as `HopTrace`; absent otherwise. */
  readonly traced?: true
}
