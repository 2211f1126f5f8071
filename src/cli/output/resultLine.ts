import type { FetchResult } from '../../domain/FetchResult.ts'
import { redactUrl } from '../../domain/redactUrl.ts'
import { bodySize } from './bodySize.ts'
import type { Paint } from './paint.ts'
import { cut, durationText, sizeText } from './quantities.ts'
import { shortUrl } from './shortUrl.ts'

/** Columns before the URL: status, time, size, and the blanks between them. */
const BEFORE_URL = 3 + 2 + 7 + 2 + 6 + 2
/** What a URL has beside an error at least, where there is room for both. */
const LEAST_URL = 24

const statusOf = (result: FetchResult): string => {
  if (result.outcome === 'success') return String(result.status)
  return 'status' in result.error ? String(result.error.status) : '---'
}

/** A result as a line for people, cut to some columns: status, time, size, URL, and the error where it is no status. */
export function resultLine(result: FetchResult, columns: number, paint: Paint): string {
  const isOk = result.outcome === 'success'
  const time = durationText(result.timing.durationMs).padStart(7)
  const size = (isOk || result.error.kind === 'status' ? sizeText(bodySize(result)) : '').padStart(6)
  const url = redactUrl(result.url)
  const error = isOk || result.error.kind === 'status' ? '' : result.error.message
  const room = Math.max(1, columns - BEFORE_URL)
  const leastUrl = Math.min(LEAST_URL, Math.floor(room / 2))
  const urlRoom = error === '' ? room : Math.max(leastUrl, room - error.length - 2)
  const shownUrl = shortUrl(url, urlRoom)
  const shownError = cut(error, room - shownUrl.length - 2)
  const head = cut(`${time}  ${size}  `, columns - 5)
  const status = paint(isOk ? 'green' : 'red', statusOf(result))
  return `${status}  ${head}${shownUrl}${shownError === '' ? '' : `  ${paint('red', shownError)}`}`
}
