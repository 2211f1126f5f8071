import * as t from 'io-ts'
import { closed } from './closed.ts'
import { FetchError } from './FetchError.ts'
import { ResponseHeaders } from './ResponseHeaders.ts'

/** What form `body` has: a JSON value, text, bytes in base64, or null where there is none. */
export const BodyType = t.keyof({ json: null, text: null, base64: null, empty: null }, 'BodyType')
export type BodyType = t.TypeOf<typeof BodyType>

const Timing = closed('Timing', { startedAtMs: t.number, durationMs: t.number }, {})

const everyResult = {
  /** The request's place in the input, from 0. */
  index: t.number,
  /** The request's URL, verbatim. */
  url: t.string,
  /** How many attempts were begun; 0 where the request never started. */
  attempts: t.number,
  /** `startedAtMs` since the epoch; `durationMs` covers all attempts and waits. */
  timing: Timing,
}

/** A 2xx response, its body decoded. `finalUrl` is there if a redirect was followed. */
export const FetchSuccess = closed(
  'FetchSuccess',
  {
    outcome: t.literal('success'),
    ...everyResult,
    status: t.number,
    headers: ResponseHeaders,
    body: t.unknown,
    bodyType: BodyType,
  },
  { id: t.string, finalUrl: t.string },
)
export type FetchSuccess = t.TypeOf<typeof FetchSuccess>

/** A request that gave no usable response, and why. `finalUrl` is where a redirect led, if the last attempt followed one. */
export const FetchFailure = closed(
  'FetchFailure',
  { outcome: t.literal('failure'), ...everyResult, error: FetchError },
  { id: t.string, finalUrl: t.string },
)
export type FetchFailure = t.TypeOf<typeof FetchFailure>

/** What became of one request: there is exactly one for each. */
export const FetchResult = t.union([FetchSuccess, FetchFailure], 'FetchResult')
export type FetchResult = t.TypeOf<typeof FetchResult>
