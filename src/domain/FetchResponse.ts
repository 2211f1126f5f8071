import type { ResponseHeaders } from './FetchResult.ts'

/** What one attempt brought: any status, the body without its content encoding, and the URL after redirects. */
export type FetchResponse = {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly body: Uint8Array
  readonly url: string
  /** How many hops it took: 1, or absent, where no redirect was followed. */
  readonly hops?: number
}
