import * as t from 'io-ts'
import { AttemptRecord } from './AttemptRecord.ts'
import { closed } from './closed.ts'
import { documented } from './documented.ts'
import { FetchError } from './FetchError.ts'
import { ResponseHeaders } from './ResponseHeaders.ts'

/** What form `body` has: a JSON value, text, bytes in base64, or null where there is none. */
export type BodyType = 'json' | 'text' | 'base64' | 'empty'
export const BodyType: t.Type<BodyType> = t.keyof({ json: null, text: null, base64: null, empty: null }, 'BodyType')

/** When a request was worked on. */
export interface Timing {
  /** When it was first admitted, or failed without being; in ms since the epoch. */
  readonly startedAtMs: number
  /** All its attempts and the waits between them, in ms. */
  readonly durationMs: number
}

/** What every result tells, whatever its outcome. */
export interface ResultBase {
  /** The request's place in the input, from 0. */
  readonly index: number
  /** The request's `id`; absent where it has none. */
  readonly id?: string
  /** The request's URL, verbatim. */
  readonly url: string
  /** Where redirects led; absent where none was followed. */
  readonly finalUrl?: string
  /** The request's method; absent where it is GET. */
  readonly method?: string
  /** All its attempts, in the order in which they were sent; absent unless the policy `history` asks for it. */
  readonly history?: readonly AttemptRecord[]
  /** How many attempts were begun; 0 where the request never started. */
  readonly attempts: number
  /** When it began and how long it took. */
  readonly timing: Timing
}

/** A 2xx response, its body decoded. */
export interface FetchSuccess<Body = unknown> extends ResultBase {
  /** Tells it from a failure. */
  readonly outcome: 'success'
  /** The response's status, from 200 to 299. */
  readonly status: number
  /** The response's header fields: lower-case names, repeated ones joined by commas, `set-cookie` an array. */
  readonly headers: ResponseHeaders
  /** What the response's body holds, read as `bodyType` says, and what the `codec` makes of that if there is one. */
  readonly body: Body
  /** How the body was read: `'json'`, `'text'`, `'base64'` or `'empty'`. */
  readonly bodyType: BodyType
  /** The file that has the body, which then is null here; only from the command line with `--output`. */
  readonly file?: string
}

/** A request that gave no usable response, and why. */
export interface FetchFailure extends ResultBase {
  /** Tells it from a success. */
  readonly outcome: 'failure'
  /** Why it failed: a closed union by `kind`. */
  readonly error: FetchError
}

/** What became of one request: there is exactly one for each. */
export type FetchResult<Body = unknown> = FetchSuccess<Body> | FetchFailure

const everyResult = {
  index: t.number,
  url: t.string,
  attempts: t.number,
  timing: documented<Timing>(closed('Timing', { startedAtMs: t.number, durationMs: t.number }, {})),
}
const anyResult = {
  id: t.string,
  finalUrl: t.string,
  method: t.string,
  history: t.readonlyArray(AttemptRecord, 'an array of attempts'),
}

const success = {
  outcome: t.literal('success'),
  status: t.number,
  headers: ResponseHeaders,
  body: t.unknown,
  bodyType: BodyType,
}

export const FetchSuccess: t.Type<FetchSuccess> = documented<FetchSuccess>(
  closed('FetchSuccess', { ...everyResult, ...success }, { ...anyResult, file: t.string }),
)

export const FetchFailure: t.Type<FetchFailure> = documented<FetchFailure>(
  closed('FetchFailure', { ...everyResult, outcome: t.literal('failure'), error: FetchError }, anyResult),
)

export const FetchResult: t.Type<FetchResult> = t.union([FetchSuccess, FetchFailure], 'FetchResult')
