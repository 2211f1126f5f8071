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

/** An origin of http or https, what its URLs begin with, and what they have in common once that was asked for. */
type Site = { readonly origin: string; readonly beginning: string; common?: Omit<ParsedUrl, 'href'> }

/** How many origins are remembered: more than most batches have, and their memory is small. */
const MOST_SITES = 256
const sites = new Map<string, Site>()

const remember = ({ origin }: ParsedUrl): Site => {
  const site = { origin, beginning: `${origin}/` }
  if (sites.size === MOST_SITES) sites.clear()
  sites.set(site.beginning, site)
  return site
}

let last = remember(new URL('http://localhost'))

/** Behind the slashes of `http://` and `https://` alike. */
const IN_HOST = 8

/** The origin that a text begins with, if it is remembered. Those of a batch often come in a row. */
const siteOf = (text: string): Site | undefined => {
  if (text.startsWith(last.beginning)) return last
  const site = sites.get(text.slice(0, text.indexOf('/', IN_HOST) + 1))
  if (site !== undefined) last = site
  return site
}

/**
 * The `origin` of a URL, which is put together anew whenever it is read. It is remembered, since most URLs of a batch have
 * one of a few, and so is its string, which maps then need not hash again.
 */
export function urlOrigin(url: ParsedUrl): string {
  const site = siteOf(url.href)
  if (site !== undefined) return site.origin
  if (!isOfHttp(url)) return url.origin
  last = remember(url)
  return last.origin
}

/** The URL that `text` means, if that shows without a parser: its origin is remembered, and the rest stays as it is. */
export function parseAlike(text: string): ParsedUrl | undefined {
  const site = text.length <= MAX_LENGTH ? siteOf(text) : undefined
  if (site === undefined || !AS_IT_IS.test(text)) return undefined
  site.common ??= commonOf(new URL(site.origin))
  return { ...site.common, href: text }
}
