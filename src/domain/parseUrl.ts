let last: { readonly url: string; readonly parsed: URL | null } = { url: '', parsed: null }

/**
 * `URL.parse`, whose answer nobody may change: the last one is kept, since a request is checked and sent in one go and
 * parsing its URL again would cost as much as the rest of the check.
 */
export function parseUrl(url: string): Readonly<URL> | null {
  if (url !== last.url) last = { url, parsed: URL.parse(url) }
  return last.parsed
}
