import type { ResponseHeaders } from './ResponseHeaders.ts'
import { readDate } from './words/readDate.ts'

/** RFC 9110 section 10.2.3 knows whole seconds only, many servers do not. */
const NUMBER = /^(\d+(\.\d*)?|\.\d+)$/
/** The comma behind it belongs to a date. */
const DAY_NAME = /^[a-z]{3,9}$/i
/** No date is longer: a field may have 64 KiB. */
const MAX_DATE_LENGTH = 200

const textOf = (headers: ResponseHeaders, name: string): string => {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
}

/** Never sooner than asked: rounded up, and no more than can be counted. */
const bounded = (ms: number): number => Math.min(Math.ceil(ms), Number.MAX_SAFE_INTEGER)

/** What a field holds that was repeated and joined by commas. */
const itemsOf = (text: string): string[] => {
  const items: string[] = []
  for (const part of text.split(',')) {
    const last = items.at(-1)
    if (last !== undefined && DAY_NAME.test(last)) items[items.length - 1] = `${last}, ${part.trim()}`
    else items.push(part.trim())
  }
  return items
}

const largest = (waits: ReadonlyArray<number | undefined>): number | undefined =>
  waits.every((wait) => wait !== undefined) && waits.length > 0 ? Math.max(...waits) : undefined

const dateOf = (text: string, nowMs: number): number | undefined =>
  text.length > MAX_DATE_LENGTH ? undefined : readDate(text, nowMs)

/** The time of an answer by the clock of its server, in ms of the epoch; by ours where it does not tell. */
export const serverNowMs = (headers: ResponseHeaders, nowMs: number): number =>
  dateOf(textOf(headers, 'date'), nowMs) ?? nowMs

/** From seconds, or from a date by the clock of the server that named it: a wrong one on either side does not matter. */
const fromRetryAfter = (headers: ResponseHeaders, nowMs: number): number | undefined => {
  const text = textOf(headers, 'retry-after')
  if (text === '') return undefined
  const answeredAtMs = serverNowMs(headers, nowMs)
  const waitOf = (item: string): number | undefined => {
    if (NUMBER.test(item)) return bounded(Math.ceil(Number(item)) * 1_000)
    const atMs = dateOf(item, answeredAtMs)
    return atMs === undefined ? undefined : Math.max(0, atMs - answeredAtMs)
  }
  return waitOf(text) ?? largest(itemsOf(text).map(waitOf))
}

const fromMs = (headers: ResponseHeaders, name: string): number | undefined => {
  const text = textOf(headers, name)
  return largest(text.split(',').map((item) => (NUMBER.test(item.trim()) ? bounded(Number(item)) : undefined)))
}

/**
 * How long a response asks to wait, in ms from now: the longest of what it says by `Retry-After` and, as some APIs do,
 * in ms. Undefined where it says nothing that can be read.
 */
export const retryAfterMs = (headers: ResponseHeaders, nowMs: number): number | undefined => {
  const said = [
    fromRetryAfter(headers, nowMs),
    fromMs(headers, 'retry-after-ms'),
    fromMs(headers, 'x-ms-retry-after-ms'),
  ].filter((wait) => wait !== undefined)
  return largest(said)
}
