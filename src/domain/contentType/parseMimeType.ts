/** A media type: `type/subtype` in lower case, and its parameters by lower-case name. */
export type MimeType = { readonly essence: string; readonly parameters: Map<string, string> }

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** What a quoted string may hold. */
const QUOTABLE = /^[\t\x20-\x7e\x80-\xff]*$/
const BLANKS = '\t\n\r '

/** By loops: a pattern that ends in `+$` takes quadratic time where blanks are many and inside. */
const trimEnd = (text: string): string => {
  let end = text.length
  while (end > 0 && BLANKS.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
const trimStart = (text: string): string => {
  let start = 0
  while (start < text.length && BLANKS.includes(text.charAt(start))) start += 1
  return text.slice(start)
}

/** What stands in quotes from `start` on, without its escapes, and where it ends; a missing last quote is no matter. */
export const readQuoted = (text: string, start: number): { readonly value: string; readonly end: number } => {
  let value = ''
  let at = start + 1
  for (; at < text.length && text[at] !== '"'; at += 1) {
    if (text[at] === '\\' && at + 1 < text.length) at += 1
    value += text[at]
  }
  return { value, end: Math.min(at + 1, text.length) }
}

const NAME_END = /[;=]/g
const VALUE_END = /;/g

const endAt = (text: string, mark: RegExp, from: number): number => {
  mark.lastIndex = from
  return mark.exec(text)?.index ?? text.length
}

/** "Parse a MIME type" of WHATWG's MIME Sniffing Standard, section 4.4; undefined where that fails. */
export function parseMimeType(input: string): MimeType | undefined {
  const text = trimStart(trimEnd(input))
  const [type = '', rest] = splitOnce(text, '/')
  if (rest === undefined || !TOKEN.test(type)) return undefined
  const [untrimmed = '', parametersText] = splitOnce(rest, ';')
  const subtype = trimEnd(untrimmed)
  if (!TOKEN.test(subtype)) return undefined
  const parameters = parametersText === undefined ? new Map<string, string>() : parseParameters(parametersText)
  return { essence: `${type}/${subtype}`.toLowerCase(), parameters }
}

const splitOnce = (text: string, mark: string): readonly [string, string?] => {
  const at = text.indexOf(mark)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** Of a name that is repeated the first value counts. */
function parseParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>()
  let at = 0
  while (at < text.length) {
    const nameEnd = endAt(text, NAME_END, at)
    const name = trimStart(text.slice(at, nameEnd)).toLowerCase()
    at = nameEnd + 1
    if (text[nameEnd] !== '=' || at >= text.length) continue
    const isQuoted = text[at] === '"'
    const quoted = isQuoted ? readQuoted(text, at) : undefined
    const end = endAt(text, VALUE_END, quoted?.end ?? at)
    const value = quoted?.value ?? trimEnd(text.slice(at, end))
    at = end + 1
    if (!isQuoted && value === '') continue
    if (TOKEN.test(name) && QUOTABLE.test(value) && !parameters.has(name)) parameters.set(name, value)
  }
  return parameters
}
