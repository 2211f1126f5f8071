import { parseUrl } from './parseUrl.ts'
import { urlOf } from './urlText.ts'

/** Scheme, host and port of a request's URL; all that have none share the empty origin. Never throws. */
export const originOf = (request: unknown): string => {
  try {
    return parseUrl(urlOf(request))?.origin ?? ''
  } catch {
    return '' // an object that throws when it is read
  }
}
