import type { ParsedUrl } from './ParsedUrl.ts'

/** An http or https URL whose path and query the URL standard leaves as they are: no dots at the beginning of a segment. */
const AS_IT_IS = /^https?:\/\/[^/]+(?:\/(?!\.|%2[eE])[\w.~!$&()*+,;=:@%-]*)+(?:\?[\w.~!$&()*+,;=:@%/?-]*)?$/

/** RFC 9110 section 4.1 recommends to support URLs of that length; a regular expression overflows at millions of slashes. */
const MAX_LENGTH = 8_000

/** What all URLs of an origin have in common, but for credentials and fragments. */
const commonOf = ({ origin, protocol, host, hostname, port }: ParsedUrl): Omit<ParsedUrl, 'href'> => ({
  origin,
  protocol,
  username: '',
  password: '',
  host,
  hostname,
  port,
  hash: '',
})

const isOfHttp = ({ protocol }: ParsedUrl): boolean => protocol === 'http:' || protocol === 'https:'

let last = commonOf(new URL('http://localhost'))
let beginning = `${last.origin}/`

/**
 * The `origin` of a URL, which is put together anew whenever it is read. The last one is kept, since most URLs of a batch
 * have the same, and so is its string, which maps then need not hash again.
 */
export function urlOrigin(url: ParsedUrl): string {
  if (url.href.startsWith(beginning)) return last.origin
  if (!isOfHttp(url)) return url.origin
  last = commonOf(url)
  beginning = `${last.origin}/`
  return last.origin
}

/** The URL that `text` means, if that shows without a parser: it begins as the last one did, and the rest stays as it is. */
export const parseAlike = (text: string): ParsedUrl | undefined =>
  text.length <= MAX_LENGTH && text.startsWith(beginning) && AS_IT_IS.test(text) ? { ...last, href: text } : undefined
