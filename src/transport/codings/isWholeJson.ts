import * as E from 'fp-ts/lib/Either.js'
import { readContentType } from '../../domain/contentType/readContentType.ts'
import type { ResponseHeaders } from '../../domain/ResponseHeaders.ts'
import { readJson } from '../../domain/readJson.ts'

/**
 * Whether a body is JSON by its headers, or may be since they do not say, and that to its end. Of a number nobody can
 * tell: more digits may have been cut off.
 */
export function isWholeJson(bytes: Uint8Array, headers: ResponseHeaders): boolean {
  const { form = 'json', charset } = readContentType(headers)
  if (form !== 'json') return false
  const json = readJson(bytes, charset)
  return E.isRight(json) ? typeof json.right !== 'number' : json.left.reason === 'depth' // told by who reads it
}
