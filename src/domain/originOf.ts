import { parseUrl } from './parseUrl.ts'
import { urlOrigin } from './urlOrigin.ts'
import { urlOf } from './urlText.ts'

/** Scheme, host and port of a request's URL; all that have none share the empty origin. Never throws. */
export const originOf = (request: unknown): string => {
  try {
    const url = parseUrl(urlOf(request))
    return url === null ? '' : urlOrigin(url)
  } catch {
    return '' // an object that throws when it is read
  }
}
