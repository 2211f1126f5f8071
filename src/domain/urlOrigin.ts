let origin = ''
let beginning = '/'

/**
 * The `origin` of a URL, which is put together anew whenever it is read. The last one is kept, since most URLs of a batch
 * have the same, and so is its string, which maps then need not hash again.
 */
export function urlOrigin(url: Readonly<URL>): string {
  if (url.href.startsWith(beginning)) return origin
  origin = url.origin
  beginning = `${origin}/` // of an opaque origin, with which no URL begins
  return origin
}
