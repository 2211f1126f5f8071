import * as t from 'io-ts'
import { closed } from './closed.ts'
import { documented } from './documented.ts'
import { DurationMs, integerBetween } from './numbers.ts'

/** The most requests that one window may be asked to hold: the start of each is remembered. */
const MAX_REQUESTS = 1_000_000
/** How many rates may hold at once: each is asked for every attempt, of every group. */
const MAX_RATES = 10
/** What may start at once where nobody says: a tenth of the window's requests, and as many as 5 ms hold. */
const BURST = { share: 0.1, leastMs: 5 }

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

const Requests = integerBetween(1, MAX_REQUESTS)

/** So many requests in any window of so much time. */
export interface RateWindow {
  /** How many requests may start within any window, retries and hedges included; from 1 to 1,000,000. */
  readonly requests: number
  /** The length of the window, in ms. */
  readonly perMs: number
  /**
   * How many of them may start at once, the others spread evenly; from 1 to `requests`. A tenth of `requests` by default,
   * at least as many as 5 ms hold, and at least 1.
   */
  readonly burst?: number | undefined
}

const RateObject = documented<RateWindow>(
  closed('RateObject', { requests: Requests, perMs: DurationMs }, { burst: Requests }),
)

/** How many requests may start within any window of time, everything decided. */
export type Rate = {
  readonly requests: number
  /** The length of the window, in ms. */
  readonly perMs: number
  /** How many of them may start at once; the others are spread evenly. */
  readonly burst: number
}

const parse = (text: string): { requests: number; perMs: number } | undefined => {
  const [, requests, count, unit] = /^\s*(\d+)\s*\/\s*(\d*)\s*(ms|s|m|h|d)\s*$/.exec(text) ?? []
  if (requests === undefined) return undefined
  const rate = { requests: Number(requests), perMs: (count === '' ? 1 : Number(count)) * (UNITS_MS[unit ?? ''] ?? 0) }
  return RateObject.is(rate) ? rate : undefined
}

const isRate = (value: unknown): value is RateLike =>
  typeof value === 'string' ? parse(value) !== undefined : RateObject.is(value) && (value.burst ?? 1) <= value.requests

/** A rate as it is written: `"10/s"`, `"600/m"`, `"5/15s"`, or a {@link RateWindow}. */
export type RateLike = string | RateWindow

const isRates = (value: unknown): value is RateLike | readonly RateLike[] =>
  Array.isArray(value) ? value.length > 0 && value.length <= MAX_RATES && value.every(isRate) : isRate(value)

/** One rate, or an array of at most 10 rates that all hold. */
export const Rates = new t.Type<RateLike | readonly RateLike[]>(
  'a rate such as "10/s", "600/m", "5/15s" or { requests, perMs, burst? }, or at most 10 of them',
  isRates,
  (value, context) => (isRates(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
)

const toRate = (value: RateLike): Rate => {
  const { requests, perMs, burst } =
    typeof value === 'string'
      ? { burst: undefined, ...(parse(value) ?? { requests: 1, perMs: 1 }) }
      : { burst: undefined, ...value }
  const least = Math.ceil((requests * BURST.leastMs) / perMs)
  return { requests, perMs, burst: Math.min(requests, burst ?? Math.max(1, least, Math.floor(requests * BURST.share))) }
}

/** Valid rates with everything decided. */
export const toRates = (rates: RateLike | readonly RateLike[] | undefined): readonly Rate[] =>
  rates === undefined ? [] : [rates].flat().map((rate) => toRate(rate as RateLike))

/** Rates that hold together; the second as it is where the first adds none to it. */
export const bothRates = (
  one: RateLike | readonly RateLike[],
  other: RateLike | readonly RateLike[],
): RateLike | readonly RateLike[] => {
  const known = [other].flat() as readonly RateLike[]
  const texts = new Set(known.map((rate) => JSON.stringify(rate)))
  const more = ([one].flat() as readonly RateLike[]).filter((rate) => !texts.has(JSON.stringify(rate)))
  return more.length === 0 ? other : [...known, ...more]
}

/** At most 10 rates that keep what all of these say; where that takes more of them, the last is stricter than they are. */
const fewest = (rates: readonly RateLike[]): readonly Rate[] => {
  const kept: Rate[] = []
  for (const rate of rates.map(toRate).sort((a, b) => a.requests - b.requests || b.perMs - a.perMs)) {
    const last = kept.at(-1)
    const isKept = last === undefined || rate.perMs > last.perMs // else the last one holds no more, for as long
    if (isKept && kept.length < MAX_RATES) kept.push(rate)
    else if (last !== undefined)
      kept[kept.length - 1] = {
        ...last,
        perMs: Math.max(last.perMs, rate.perMs),
        burst: Math.min(last.burst, rate.burst),
      }
  }
  return kept
}

/** Rates of many policies that hold together, each once; undefined where none of them says any. */
export const allRates = (
  said: ReadonlyArray<RateLike | readonly RateLike[] | undefined>,
): RateLike | readonly RateLike[] | undefined => {
  const known = (said.flat() as ReadonlyArray<RateLike | undefined>).filter((rate) => rate !== undefined)
  const distinct = [...new Map(known.map((rate) => [JSON.stringify(rate), rate])).values()]
  const rates = distinct.length > MAX_RATES ? fewest(distinct) : distinct
  return rates.length > 1 ? rates : rates[0]
}

/** Reads rates as they are written in text, comma-separated where there are several. */
export const ratesFromText = (text: string): string | readonly string[] => {
  const rates = text.split(',').map((rate) => rate.trim())
  return rates.length === 1 ? text : rates
}
