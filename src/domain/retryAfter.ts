import type { ResponseHeaders } from './ResponseHeaders.ts'

/** Seconds, also of a field that was repeated. */
const SECONDS = /^\d+(\s*,\s*\d+)*$/

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

/** The date formats of RFC 9110 section 5.6.7 all begin with the name of a day. */
const httpDateMs = (value: string | undefined): number =>
  value !== undefined && /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value)
    ? Date.parse(value.endsWith('GMT') ? value : `${value} GMT`) // asctime names no zone and means GMT
    : Number.NaN

/**
 * How long a response asks to wait, in ms from now, or undefined where it does not (RFC 9110 section 10.2.3). A date is
 * measured against the response's own `Date`, so that a wrong clock on either side does not matter.
 */
export const retryAfterMs = (headers: ResponseHeaders, nowMs: number): number | undefined => {
  const value = first(headers['retry-after'])?.trim()
  if (value === undefined) return undefined
  if (SECONDS.test(value)) return Math.min(Math.max(...value.split(',').map(Number)) * 1000, Number.MAX_SAFE_INTEGER)
  const until = httpDateMs(value)
  if (Number.isNaN(until)) return undefined
  const serverNow = httpDateMs(first(headers.date))
  return Math.max(0, until - (Number.isNaN(serverNow) ? nowMs : serverNow))
}
