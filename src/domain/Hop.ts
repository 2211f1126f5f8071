import type { ParsedUrl } from './ParsedUrl.ts'

/** One exchange of an attempt, as it goes over one connection; there are more than one after redirects. */
export type Hop = {
  readonly url: ParsedUrl
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
}
