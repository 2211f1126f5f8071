/** Whether it is a `URL`, also one of another realm. */
export const isUrlObject = (value: unknown): value is URL =>
  value instanceof URL ||
  (Object.prototype.toString.call(value) === '[object URL]' && typeof (value as { href?: unknown }).href === 'string')

/** A URL as text. */
export const urlText = (url: string | URL): string => (typeof url === 'string' ? url : url.href)

/** The URL of a request as people have them; empty where there is none. */
export function urlOf(request: unknown): string {
  if (typeof request === 'string') return request
  const url = isUrlObject(request) ? request : (Object(request) as { url?: unknown }).url
  return typeof url === 'string' || isUrlObject(url) ? urlText(url) : ''
}
