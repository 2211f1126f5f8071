/** Scheme, host and port of a request's URL; all that have none share the empty origin. */
export const originOf = (request: unknown): string => {
  const url = typeof request === 'string' ? request : (Object(request) as { url?: unknown }).url
  return (typeof url === 'string' && URL.parse(url)?.origin) || ''
}
