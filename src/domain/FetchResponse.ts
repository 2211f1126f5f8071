import type { HopTrace } from './HopTrace.ts'
import type { ResponseHeaders } from './ResponseHeaders.ts'

/** What one attempt brought: any status, the body without its content encoding, and the URL after redirects. */
export type FetchResponse = HopTrace & {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly body: Uint8Array
  readonly url: string
  /** How many hops it took. Where a transport does not say, 1 if the URL is that of the attempt. */
  readonly hops?: number
}
