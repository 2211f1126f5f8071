import type { ResponseHeaders } from '../ResponseHeaders.ts'
import { type BareItem, type Item, parseDictionary, parseList } from './structuredFields.ts'

/** How many requests a server still lets in before it counts anew. */
export type Quota = {
  readonly remaining: number
  /** Until it counts anew, in ms from now; undefined where the server does not say. */
  readonly resetMs: number | undefined
}

/** What numbers are taken for moments rather than for seconds from now: the epoch in seconds and in ms, from 2001 on. */
const EPOCH_SECONDS_FROM = 1e9
const EPOCH_MS_FROM = 1e12

/** Statuses that refuse this very request, so that what the server says of its own quota applies to it. */
const isRefusal = (status: number): boolean => status === 429 || status === 403

const textOf = (headers: ResponseHeaders, name: string): string | undefined => {
  const value = headers[name]
  return value === undefined ? undefined : String(value).trim()
}

/** The numbers of a field, also of one that was repeated; undefined if it is anything else. */
const numbersOf = (text: string | undefined): readonly number[] | undefined =>
  text !== undefined && /^\d+(\.\d+)?(\s*,\s*\d+(\.\d+)?)*$/.test(text) ? text.split(',').map(Number) : undefined

const integerOf = (item: BareItem | undefined): number | undefined =>
  item?.type === 'integer' && Number(item.value) >= 0 ? Number(item.value) : undefined

const untilMs = (reset: number, serverNowMs: number): number => {
  if (reset >= EPOCH_MS_FROM) return Math.max(0, reset - serverNowMs)
  if (reset >= EPOCH_SECONDS_FROM) return Math.max(0, reset * 1_000 - serverNowMs)
  return Math.ceil(reset * 1_000)
}

const toQuota = (remaining: number, reset: number | undefined, serverNowMs: number): Quota => ({
  remaining,
  resetMs: reset === undefined ? undefined : untilMs(reset, serverNowMs),
})

/** The names of policies that count something other than requests. */
const foreignPolicies = (headers: ResponseHeaders): ReadonlySet<string> => {
  const policies = parseList(textOf(headers, 'ratelimit-policy') ?? '') ?? []
  const isForeign = ({ parameters }: Item): boolean => (parameters.get('qu')?.value ?? 'requests') !== 'requests'
  return new Set(policies.filter(isForeign).map(({ bare }) => bare.value))
}

/** `RateLimit: "default";r=50;t=30` (draft-ietf-httpapi-ratelimit-headers-11 section 4). */
const fromItems = (text: string, status: number, headers: ResponseHeaders, serverNowMs: number): readonly Quota[] => {
  const items = parseList(text) ?? []
  const isSound = ({ bare, parameters }: Item): boolean =>
    bare.type === 'string' &&
    integerOf(parameters.get('r')) !== undefined &&
    (!parameters.has('t') || integerOf(parameters.get('t')) !== undefined)
  if (!items.every(isSound)) return []
  const foreign = foreignPolicies(headers)
  return items
    .filter(({ bare, parameters }) => !foreign.has(bare.value) && (isRefusal(status) || !parameters.has('pk')))
    .map(({ parameters }) => toQuota(Number(parameters.get('r')?.value), integerOf(parameters.get('t')), serverNowMs))
}

/** `RateLimit: limit=100, remaining=95, reset=30` (draft 7). */
const fromDictionary = (text: string, serverNowMs: number): readonly Quota[] => {
  const fields = parseDictionary(text)
  const remaining = integerOf(fields?.get('remaining'))
  if (fields === undefined || remaining === undefined) return []
  const reset = integerOf(fields.get('reset'))
  return fields.has('reset') && reset === undefined ? [] : [toQuota(remaining, reset, serverNowMs)]
}

/** `RateLimit-Remaining` and `-Reset` (drafts to 6), and the same behind `X-`, which never had a standard. */
const fromFields = (prefix: string, headers: ResponseHeaders, serverNowMs: number): readonly Quota[] => {
  const remaining = numbersOf(textOf(headers, `${prefix}-remaining`))
  const resetText = textOf(headers, `${prefix}-reset`)
  const resets = numbersOf(resetText)
  if (remaining === undefined || (resetText !== undefined && resets === undefined)) return []
  if (resets !== undefined && resets.length !== 1 && resets.length !== remaining.length) return []
  return remaining.map((count, place) => toQuota(Math.floor(count), resets?.[place] ?? resets?.[0], serverNowMs))
}

const PREFIXES = ['ratelimit', 'x-ratelimit', 'x-rate-limit'] as const

/** Whether the answer may say anything of a quota: nearly none does. */
const mentionsQuota = (headers: ResponseHeaders): boolean =>
  headers.ratelimit !== undefined ||
  headers['x-ratelimit-remaining'] !== undefined ||
  headers['ratelimit-remaining'] !== undefined ||
  headers['x-rate-limit-remaining'] !== undefined

/**
 * The quota that an answer tells, the least of several; undefined where it tells none that concerns this client: one of
 * a cache, of units other than requests, or, unless it refuses, of a partition or a named resource. What is malformed is
 * as if it were not there.
 * @param serverNowMs the time of the answer, in ms of the epoch
 */
export function readQuota(status: number, headers: ResponseHeaders, serverNowMs: () => number): Quota | undefined {
  if (!mentionsQuota(headers) || Number.parseFloat(textOf(headers, 'age') ?? '') > 0) return undefined
  const isOfResource = headers['x-ratelimit-resource'] !== undefined && !isRefusal(status)
  const nowMs = serverNowMs()
  const ratelimit = textOf(headers, 'ratelimit')
  const quotas = [
    ...(ratelimit === undefined ? [] : fromItems(ratelimit, status, headers, nowMs)),
    ...(ratelimit === undefined ? [] : fromDictionary(ratelimit, nowMs)),
    ...PREFIXES.flatMap((prefix) => (isOfResource && prefix !== 'ratelimit' ? [] : fromFields(prefix, headers, nowMs))),
  ]
  return leastOf(quotas, status)
}

/** Of two that leave as much, the one that lasts longer. */
const isLess = (one: Quota, other: Quota): boolean =>
  one.remaining < other.remaining || (one.remaining === other.remaining && (one.resetMs ?? 0) > (other.resetMs ?? 0))

/** The least of those by which requests can be paced, or which explain a refusal; else the least of all. */
const leastOf = (quotas: readonly Quota[], status: number): Quota | undefined => {
  const telling = quotas.filter(
    ({ remaining, resetMs }) => resetMs !== undefined || (remaining === 0 && isRefusal(status)),
  )
  const [first, ...others] = telling.length > 0 ? telling : quotas
  return others.reduce((least, quota) => (least === undefined || isLess(quota, least) ? quota : least), first)
}
