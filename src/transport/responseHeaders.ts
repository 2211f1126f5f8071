import type { IncomingHttpHeaders } from 'undici/types/header.js'
import type { ResponseHeaders } from '../domain/ResponseHeaders.ts'

/**
 * Joins repeated fields, but for `set-cookie`, whose values may hold commas and which is always an array, and for
 * `location`, of which the first counts: joined they would name a place that no one meant.
 */
export function responseHeaders(headers: IncomingHttpHeaders): ResponseHeaders {
  for (const name in headers) {
    const value = headers[name]
    if (name === 'set-cookie') {
      if (typeof value === 'string') headers[name] = [value]
    } else if (Array.isArray(value)) {
      headers[name] = name === 'location' ? value[0] : value.join(', ')
    }
  }
  return headers as ResponseHeaders
}
