import type { IncomingHttpHeaders } from 'undici/types/header.js'
import type { ResponseHeaders } from '../domain/FetchResult.ts'

/** Joins repeated fields, but for `set-cookie`, whose values may hold commas: that is always an array. */
export function responseHeaders(headers: IncomingHttpHeaders): ResponseHeaders {
  for (const name in headers) {
    const value = headers[name]
    if (name === 'set-cookie') {
      if (typeof value === 'string') headers[name] = [value]
    } else if (Array.isArray(value)) {
      headers[name] = value.join(', ')
    }
  }
  return headers as ResponseHeaders
}
