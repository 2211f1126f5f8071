import type { HopTrace } from './HopTrace.ts'
import type { ResponseHeaders } from './ResponseHeaders.ts'

/** What one attempt brought: any status, the body without its content encoding, and the URL after redirects. */
export interface FetchResponse extends HopTrace {
  /** Any status from 200 on that is not a redirect which is followed. */
  readonly status: number
  /** Header fields: lower-case names, repeated ones joined by commas, `set-cookie` an array. */
  readonly headers: ResponseHeaders
  /** The body's bytes, without their content coding. */
  readonly body: Uint8Array
  /** The URL of the attempt, or where redirects led. */
  readonly url: string
  /** How many hops it took. Where a transport does not say, 1 if the URL is that of the attempt. */
  readonly hops?: number
}
