import { type MimeType, parseMimeType, readQuoted } from './parseMimeType.ts'

/** "Get, decode, and split" of the Fetch Standard, section 2.2.2: commas in quotes part nothing. */
const splitValues = (field: string): string[] => {
  const values: string[] = []
  let start = 0
  for (let at = 0; at < field.length; ) {
    if (field[at] === '"') at = readQuoted(field, at).end
    else {
      if (field[at] === ',') {
        values.push(field.slice(start, at))
        start = at + 1
      }
      at += 1
    }
  }
  values.push(field.slice(start))
  return values
}

/**
 * "Extract a MIME type" of the Fetch Standard, section 2.2.2, from a field that may have been repeated and joined by commas:
 * the last that is valid, with the charset of those before it that name the same type. Undefined if none is valid.
 */
export function extractMimeType(field: string): MimeType | undefined {
  let last: MimeType | undefined
  let charset: string | undefined
  for (const value of splitValues(field)) {
    const mimeType = parseMimeType(value)
    if (mimeType === undefined || mimeType.essence === '*/*') continue
    const own = mimeType.parameters.get('charset')
    if (mimeType.essence !== last?.essence) charset = own
    else if (own !== undefined) charset = own
    else if (charset !== undefined) mimeType.parameters.set('charset', charset)
    last = mimeType
  }
  return last
}
