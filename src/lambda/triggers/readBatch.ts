import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { decodeBatch } from '../../domain/decodeBatch.ts'
import type { Issues } from '../../domain/describeIssues.ts'
import type { FetchBatch } from '../../domain/FetchBatch.ts'
import { knownFieldsOf } from '../../domain/FetchRequest.ts'
import { trimBlanks } from '../../domain/parseUrl.ts'
import { readItems } from '../../domain/readItems.ts'
import { combineDecoded } from './combineDecoded.ts'

type Decoded = E.Either<Issues, FetchBatch>

const ITEMS = 'an event with urls, a request with a url, an http or https URL, or an array of URLs and requests'

const refuse = (got: unknown): Decoded => E.left([{ path: '', expected: ITEMS, got }])

/** Decodes a batch of `urls` where the event has no field of that name: issues are told without it. */
const decodeItems = (urls: readonly unknown[], fieldInPath: RegExp): Decoded =>
  E.mapLeft((issues: Issues) => issues.map((issue) => ({ ...issue, path: issue.path.replace(fieldInPath, '') })))(
    decodeBatch({ urls }),
  )

/** Whether a value can be told from any other text to be a URL. */
export const isHttpUrl = (value: unknown): value is string =>
  typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? '')

/** Whether a value is meant as a request. */
export const hasUrl = (value: unknown): value is { readonly url: string } =>
  typeof value === 'object' && value !== null && typeof (value as { url?: unknown }).url === 'string'

/** Decodes an event, a request, a URL, or an array of URLs and requests. */
export function toBatch(value: unknown): Decoded {
  if (isHttpUrl(value)) return decodeBatch({ urls: [value] })
  if (Array.isArray(value)) return decodeItems(value, /^urls/)
  if (typeof value !== 'object' || value === null) return refuse(value === null ? null : `a ${typeof value}`)
  if ('urls' in value) return decodeBatch(value)
  return 'url' in value ? decodeItems([value], /^urls\[0\]\.?/) : refuse('an object')
}

/** Decodes what others may have put more into than is read here: fields that no request has are left out. */
export const toLenientBatch = (value: object): Decoded => toBatch(hasUrl(value) ? knownFieldsOf(value) : value)

const hasUrls = (value: unknown): boolean => typeof value === 'object' && value !== null && 'urls' in value

/** Decodes the items of several lines: URLs and requests in a row go together, each batch keeps its own policy. */
const toOneBatch = (items: readonly unknown[]): Decoded => {
  if (!items.some(hasUrls)) return decodeItems(items, /^urls/)
  const decoded: Decoded[] = []
  let row: unknown[] = []
  const endRow = (): void => {
    if (row.length > 0) decoded.push(toBatch(row))
    row = []
  }
  for (const item of items) {
    if (!hasUrls(item)) {
      row.push(item)
      continue
    }
    endRow()
    decoded.push(toBatch(item))
  }
  endRow()
  return combineDecoded(decoded)
}

const parseWhole = (text: string): O.Option<unknown> =>
  /^[[{"]/.test(text) ? O.tryCatch(() => JSON.parse(text) as unknown) : O.none

/** Decodes text: one of {@link toBatch}'s values as JSON, or line by line a URL or such a value. */
export function readBatch(text: string): Decoded {
  const trimmed = trimBlanks(text)
  const whole = parseWhole(trimmed)
  if (O.isSome(whole)) return toBatch(whole.value)
  const items = readItems(text)
  if (E.isRight(items)) return items.right.length === 1 ? toBatch(items.right[0]) : toOneBatch(items.right)
  const isMeant = trimmed.includes('\n') || /^https?:/i.test(trimmed)
  return isMeant ? items : E.left([{ path: '', expected: `${ITEMS}, as JSON`, got: 'other text' }])
}
