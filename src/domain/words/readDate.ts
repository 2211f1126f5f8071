const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const DAY_NAME = '(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?,?\\s+)?'
const DAY = '(?<day>\\d{1,2})'
const MONTH = `(?<month>${MONTHS.join('|')})[a-z]{0,6}`
const YEAR = '(?<year>\\d{4})'
const TIME = '(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d))?'
const OFFSET = '(?<sign>[+-])(?<offsetHours>\\d\\d):?(?<offsetMinutes>\\d\\d)'
const NAMED_ZONE = '(?:gmt|utc?|z)'
/** By name, with an offset or not, or by offset: which comes once here, since Node.js 22 knows no group by two of one name. */
const ZONE = `\\s*(?=[guz+-])${NAMED_ZONE}?(?:\\s*${OFFSET})?`

const whole = (pattern: string): RegExp => new RegExp(`^${pattern}(?:\\s*\\([^()]*\\))?$`, 'i')

/**
 * The three formats of RFC 9110 section 5.6.7, which name no zone or GMT, with what servers make of them; then those of
 * ISO 8601, which count only with their zone: without it no one knows whose time they tell.
 */
const FORMATS = [
  whole(`${DAY_NAME}${DAY}[ -]${MONTH}[ -](?<year>\\d{4}|\\d{2}),?\\s+${TIME}(?:${ZONE})?`),
  whole(`${DAY_NAME}${MONTH}\\s+${DAY},?\\s+${TIME}(?:${ZONE})?\\s+${YEAR}`),
  whole(`${DAY_NAME}${MONTH}\\s+${DAY},?\\s+${YEAR},?\\s+${TIME}(?:${ZONE})?`),
  whole(`${YEAR}-(?<month>\\d\\d)-(?<day>\\d\\d)[t ]\\s*${TIME}(?:[.,](?<fraction>\\d+))?${ZONE}`),
  whole(
    `${YEAR}(?<month>\\d\\d)(?<day>\\d\\d)t(?<hour>\\d\\d)(?<minute>\\d\\d)(?<second>\\d\\d)(?:[.,](?<fraction>\\d+))?${ZONE}`,
  ),
]

const YEAR_MS = 31_556_952_000

/** Of the years that end so, the last that is no more than 50 years ahead (RFC 9110 section 5.6.7). */
const fullYear = (year: string, nowMs: number): number => {
  if (year.length === 4) return Number(year)
  const latest = new Date(nowMs + 50 * YEAR_MS).getUTCFullYear()
  return latest - ((latest - Number(year)) % 100)
}

const monthOf = (month: string): number => (/^\d/.test(month) ? Number(month) - 1 : MONTHS.indexOf(month.toLowerCase()))

/** No field may carry over into the next, but for the leap second. */
const isSound = (midnight: Date, month: number, day: number, hour: number, minute: number, second: number): boolean =>
  midnight.getUTCMonth() === month && midnight.getUTCDate() === day && hour < 24 && minute < 60 && second <= 60

/**
 * The moment that a date names, in ms of the epoch; undefined where it names none, or not unmistakably.
 * @param nowMs what tells the century of a year in two digits
 */
export function readDate(text: string, nowMs: number): number | undefined {
  for (const format of FORMATS) {
    const fields = format.exec(text)?.groups
    if (fields === undefined) continue
    const { year = '', month = '', sign = '+', fraction = '0' } = fields
    const [day = 0, hour = 0, minute = 0, second = 0, offsetHours = 0, offsetMinutes = 0] = [
      fields.day,
      fields.hour,
      fields.minute,
      fields.second ?? 0,
      fields.offsetHours ?? 0,
      fields.offsetMinutes ?? 0,
    ].map(Number)
    const midnightMs = Date.UTC(fullYear(year, nowMs), monthOf(month), day)
    if (!isSound(new Date(midnightMs), monthOf(month), day, hour, minute, second)) return undefined
    const offsetMs = Number(`${sign}1`) * (offsetHours * 60 + offsetMinutes) * 60_000
    const timeMs = ((hour * 60 + minute) * 60 + second) * 1_000 + Math.ceil(Number(`0.${fraction}`) * 1_000)
    return midnightMs + timeMs - offsetMs
  }
  return undefined
}
