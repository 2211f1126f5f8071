import type { ResponseHeaders } from '../ResponseHeaders.ts'
import { extractMimeType } from './extractMimeType.ts'
import { type Form, formOf } from './formOf.ts'

/** What a response says of its body; no form where it says nothing that can be read. */
export type ContentType = { readonly form: Form | undefined; readonly charset: string | undefined }

/** Few differ, and reading one costs as much as reading a small body. */
const known = new Map<string, ContentType>()
/** A server may make up as many as it likes, and as long. */
const MAX_KNOWN = { types: 100, length: 100 }

/** Reads `content-type`. */
export function readContentType({ 'content-type': field = '' }: ResponseHeaders): ContentType {
  const text = String(field)
  const before = known.get(text)
  if (before !== undefined) return before
  const mimeType = extractMimeType(text)
  const contentType: ContentType = {
    form: mimeType && formOf(mimeType.essence),
    charset: mimeType?.parameters.get('charset'),
  }
  if (text.length > MAX_KNOWN.length) return contentType
  if (known.size >= MAX_KNOWN.types) known.clear()
  known.set(text, contentType)
  return contentType
}
