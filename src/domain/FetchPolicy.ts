import * as t from 'io-ts'
import type { BatchPolicy } from './BatchPolicy.ts'
import { closed, listOf } from './closed.ts'
import { documented } from './documented.ts'
import { HedgeAfter } from './HedgeAfter.ts'
import { DurationMs, integerBetween, MAX_STRING_LENGTH, numberBetween } from './numbers.ts'
import { Parse } from './Parse.ts'
import type { PerRequestPolicy } from './PerRequestPolicy.ts'
import {
  type BatchFieldsOf,
  batchField,
  booleanFromText,
  codecsOf,
  ifAny,
  least,
  numberFromText,
  type RequestFieldsOf,
  requestField,
} from './PolicyField.ts'
import { allRates, bothRates, type RateLike, Rates, ratesFromText } from './Rate.ts'

const perRequest = { combine: 'per-request', environment: 'default', fromText: numberFromText } as const
const duration = requestField({ codec: DurationMs, ...perRequest })

/** The fields that a single request may set for itself too. */
export const REQUEST_FIELDS: RequestFieldsOf<PerRequestPolicy> = {
  timeoutMs: duration,
  totalTimeoutMs: duration,
  retries: requestField({ codec: integerBetween(0, 100), ...perRequest }),
  retryStatuses: requestField({
    codec: listOf(integerBetween(100, 999), 'an array of HTTP statuses'),
    ...perRequest,
    fromText: (text) => text.split(',').map(numberFromText),
  }),
  retryDelayMs: duration,
  maxRetryDelayMs: duration,
  maxRetryAfterMs: duration,
  hedgeAfterMs: requestField({ codec: HedgeAfter, ...perRequest }),
  maxBodyBytes: requestField({ codec: integerBetween(1, MAX_STRING_LENGTH), ...perRequest, environment: Math.min }),
  maxRedirects: requestField({ codec: integerBetween(0, 100), ...perRequest, environment: Math.min }),
  parse: requestField({ codec: Parse, ...perRequest, fromText: (text) => text }),
}

const ofAll = { combine: least, environment: 'default', fromText: numberFromText } as const

/** The fields that hold for a batch as a whole. */
export const BATCH_FIELDS: BatchFieldsOf<BatchPolicy> = {
  concurrency: batchField({ codec: integerBetween(1, 65_535), ...ofAll, environment: Math.min }),
  perOrigin: batchField({ codec: integerBetween(1, 65_535), ...ofAll }),
  deadlineMs: batchField({ codec: DurationMs, ...ofAll }),
  rate: batchField<RateLike | readonly RateLike[]>({
    codec: Rates,
    fromText: ratesFromText,
    combine: allRates,
    environment: bothRates,
  }),
  cooldown: batchField({
    codec: t.boolean,
    fromText: booleanFromText,
    combine: ifAny,
    environment: (limit, asked) => limit || asked,
  }),
  retryBudget: batchField({ codec: numberBetween(0, 100), ...ofAll, environment: Math.min }),
  adaptive: batchField({ codec: t.boolean, fromText: booleanFromText, combine: ifAny, environment: 'default' }),
  ordered: batchField({ codec: t.boolean, fromText: booleanFromText, combine: ifAny, environment: 'default' }),
  history: batchField({ codec: t.boolean, fromText: booleanFromText, combine: ifAny, environment: 'default' }),
}

/** Every field there, and decided. */
type Decided<P> = { readonly [K in keyof P]-?: Exclude<P[K], undefined> }

/** The codecs of the fields that a single request may set. */
export const requestPolicyFields = codecsOf(REQUEST_FIELDS)

/** The codecs of all fields of a policy. */
export const policyFields = { ...codecsOf(BATCH_FIELDS), ...requestPolicyFields }

/** What a batch may ask of its fetching, every field optional; see {@link DEFAULT_POLICY} for what is assumed. */
export interface FetchPolicy extends BatchPolicy, PerRequestPolicy {}
export const FetchPolicy: t.Type<FetchPolicy> = documented<FetchPolicy>(closed('FetchPolicy', {}, policyFields))

/** The policy of one request, every field decided. */
export type RequestPolicy = Decided<Omit<PerRequestPolicy, 'hedgeAfterMs'>> & Pick<PerRequestPolicy, 'hedgeAfterMs'>

/** What is assumed of a batch that does not say otherwise. */
export type DefaultPolicy = RequestPolicy &
  Decided<Pick<BatchPolicy, 'concurrency' | 'cooldown' | 'retryBudget' | 'adaptive' | 'ordered' | 'history'>>

/** What holds where neither the request nor the batch says otherwise. */
export const DEFAULT_POLICY: DefaultPolicy = Object.freeze({
  /** Requests in flight at once, over all origins. */
  concurrency: 20,
  /** A server's `Retry-After` and what it says of its quota hold for all that is sent there. */
  cooldown: true,
  /** Retries for each first attempt at a group, in the long run; 100 may be drawn in advance. */
  retryBudget: 0.2,
  /** Results come as they are there. */
  ordered: false,
  /** Results do not tell their attempts. */
  history: false,
  /** The limit in flight of a group does not follow how its server fares. */
  adaptive: false,
  /** One attempt, in ms: from its start to the last byte of the body, redirects included. */
  timeoutMs: 10_000,
  /** One request, in ms: all its attempts and the waits between them. */
  totalTimeoutMs: 30_000,
  /** Attempts after the first, for transient errors of idempotent requests. */
  retries: 2,
  /** Statuses that tell of a passing trouble: RFC 9110 section 15, RFC 6585 (429), and Cloudflare's 522 and 524. */
  retryStatuses: Object.freeze([408, 425, 429, 500, 502, 503, 504, 522, 524]),
  /** The first back-off's upper bound in ms; it doubles with each retry. */
  retryDelayMs: 250,
  /** The upper bound of every back-off, in ms. */
  maxRetryDelayMs: 20_000,
  /** The longest `Retry-After` that is waited for, in ms. */
  maxRetryAfterMs: 60_000,
  /** The largest body, in bytes after content decoding. */
  maxBodyBytes: 10_485_760,
  /** Redirects followed within one attempt. */
  maxRedirects: 5,
  /** By content type. */
  parse: 'auto',
})
