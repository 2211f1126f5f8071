import * as E from 'fp-ts/lib/Either.js'
import { hasControlInside, trimBlanks } from './parseUrl.ts'

/** What a line may be. */
export const LINE = 'an http or https URL, a URL, a request or a batch as JSON, or an array of URLs and requests'

/** What was got where it cannot be read: without any of its text, which may hold secrets. */
type Unreadable = string

/** How JSON begins that is no number and no word. */
const JSON_BEGINS = /^[{["]/
const BLANK_INSIDE = /\p{Zs}/u

/** Reads a line of text into its items, whose shapes are not judged: one, those of an array, or none if it is blank. */
export function readLine(line: string): E.Either<Unreadable, readonly unknown[]> {
  const trimmed = trimBlanks(line)
  if (trimmed === '') return E.right([])
  if (JSON_BEGINS.test(trimmed))
    return E.chain(itemsOf)(
      E.tryCatch(
        () => JSON.parse(trimmed) as unknown,
        () => 'text that begins like JSON and is none',
      ),
    )
  if (BLANK_INSIDE.test(trimmed)) return E.left('text with a blank inside')
  if (hasControlInside(trimmed)) return E.left('text with a control character inside')
  return itemsOf(trimmed)
}

/** The items that a value stands for. A string must say that it is a URL: it could be any text. */
export function itemsOf(value: unknown): E.Either<Unreadable, readonly unknown[]> {
  if (Array.isArray(value)) return E.right(value)
  if (typeof value === 'string') return /^https?:/i.test(value) ? E.right([value]) : E.left('other text')
  return typeof value === 'object' && value !== null
    ? E.right([value])
    : E.left(value === null ? 'null' : `a ${typeof value}`)
}
