let last: Readonly<URL> | undefined
let origin = ''

/**
 * The `origin` of a URL that nobody changes, which is put together anew whenever it is read. The last is kept, since that of a
 * request is asked for twice in one go, and so is its string while it is the same, which maps then need not hash again.
 */
export function urlOrigin(url: Readonly<URL>): string {
  if (url === last) return origin
  last = url
  const next = url.origin
  if (next !== origin) origin = next
  return origin
}
