import type { ParsedUrl } from './ParsedUrl.ts'
import { parseAlike, urlOrigin } from './urlOrigin.ts'

let last: { readonly url: string; readonly parsed: ParsedUrl | null } = { url: '', parsed: null }

const parse = (url: string): ParsedUrl | null => {
  const alike = parseAlike(url)
  if (alike !== undefined) return alike
  const parsed = resolveUrl(url)
  if (parsed !== null) urlOrigin(parsed) // those that come next are probably like it
  return parsed
}

/**
 * What `URL.parse` says of what means one URL; null also for a control character inside. The last answer is kept, since a
 * request is checked and sent in one go and parsing its URL again would cost as much as the rest of the check.
 */
export function parseUrl(url: string): ParsedUrl | null {
  if (url !== last.url) last = { url, parsed: parse(url) }
  return last.parsed
}

/** C0 and C1 controls, and DEL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x1f\x7f-\x9f]/

/** Whether it has a control character other than around it, where {@link trimBlanks} takes them away. */
export const hasControlInside = (url: string): boolean => CONTROL.test(url) && CONTROL.test(trimBlanks(url))

/** The URL that `url` means, by itself or seen from `base`: the URL standard would delete tabs and line breaks in it. */
export function resolveUrl(url: string, base?: string): URL | null {
  if (!CONTROL.test(url)) return URL.parse(url, base)
  const trimmed = trimBlanks(url)
  return CONTROL.test(trimmed) ? null : URL.parse(trimmed, base)
}

/** C0, blank and DEL. */
const isBlank = (code: number): boolean => code <= 0x20 || code === 0x7f

/** Without C0 characters, blanks and DEL around it. */
export function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start += 1
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1
  return text.slice(start, end)
}
