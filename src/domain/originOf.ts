import { parseUrl } from './parseUrl.ts'

/** Scheme, host and port of a request's URL; all that have none share the empty origin. Never throws. */
export const originOf = (request: unknown): string => {
  try {
    const url = typeof request === 'string' ? request : (Object(request) as { url?: unknown }).url
    return (typeof url === 'string' && parseUrl(url)?.origin) || ''
  } catch {
    return '' // an object that throws when it is read
  }
}
