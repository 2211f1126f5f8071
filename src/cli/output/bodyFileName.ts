import type { FetchSuccess } from '../../domain/FetchResult.ts'
import { resolveUrl } from '../../domain/parseUrl.ts'

/** With the index and the ending well below what any file system takes (255 bytes). */
const MOST_CHARACTERS = 60

/** Endings by the type of the content; any other is `.bin`. */
const ENDINGS: Readonly<Record<string, string>> = {
  'application/gzip': '.gz',
  'application/javascript': '.js',
  'application/json': '.json',
  'application/pdf': '.pdf',
  'application/x-ndjson': '.ndjson',
  'application/xml': '.xml',
  'application/zip': '.zip',
  'image/gif': '.gif',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/svg+xml': '.svg',
  'image/webp': '.webp',
  'text/css': '.css',
  'text/csv': '.csv',
  'text/html': '.html',
  'text/javascript': '.js',
  'text/plain': '.txt',
  'text/xml': '.xml',
}

/** Letters and digits of ASCII, and what is harmless between them, on every system. */
const harmless = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .replaceAll(/^[._-]+|[._-]+$/g, '')
    .slice(0, MOST_CHARACTERS)

const endingOf = ({ headers }: FetchSuccess): string => {
  const type = String(headers['content-type'] ?? '')
    .replace(/;.*/s, '')
    .trim()
    .toLowerCase()
  return ENDINGS[type] ?? (type.endsWith('+json') ? '.json' : type.endsWith('+xml') ? '.xml' : '.bin')
}

/**
 * The name of a body's file: the result's index, which nothing else has, and its id or the end of its URL's path. It has no
 * separator and begins with a digit: it can neither leave its folder nor be one of the names that systems keep for themselves.
 */
export function bodyFileName(result: FetchSuccess): string {
  const url = resolveUrl(result.url)
  const last = url?.pathname.split('/').findLast((part) => part !== '') ?? ''
  const name = harmless(result.id ?? (last || url?.hostname || ''))
  const ending = /\.[A-Za-z0-9]{1,8}$/.test(name) && result.id === undefined && last !== '' ? '' : endingOf(result)
  return `${result.index}${name === '' ? '' : `-${name}`}${ending}`
}
