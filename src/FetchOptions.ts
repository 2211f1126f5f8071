import * as E from 'fp-ts/lib/Either.js'
import { asyncScheduler, type Observable, type SchedulerLike } from 'rxjs'
import type { Attempt } from './domain/Attempt.ts'
import { type BodyCodec, isBodyCodec } from './domain/BodyCodec.ts'
import { definedOf } from './domain/definedOf.ts'
import { describeIssues, issueSentence } from './domain/describeIssues.ts'
import type { FetchError } from './domain/FetchError.ts'
import { DEFAULT_POLICY, FetchPolicy } from './domain/FetchPolicy.ts'
import type { RequestInput } from './domain/FetchRequest.ts'
import { checkHeaders, HeaderFields } from './domain/HeaderFields.ts'
import { POLICY_FIELDS } from './domain/policyFromStrings.ts'
import type { RequestDefaults } from './domain/prepareRequest.ts'
import { toRates } from './domain/Rate.ts'
import type { StepObserver } from './domain/Step.ts'
import { VERSION } from './domain/version.ts'
import { isTraffic, type Traffic } from './traffic/createTraffic.ts'
import type { TrafficPolicy } from './traffic/TrafficPolicy.ts'
import type { Transport } from './transport/Transport.ts'

/** What has become of a request before an attempt. */
export type AttemptState = {
  /** Attempts that were sent before. */
  readonly attempts: number
  /** What the last of them failed with; undefined before the first. */
  readonly lastError: FetchError | undefined
}

/** Gives the attempt to send in place of the one that it is given, which must stay at the same origin. */
export type Prepare = (attempt: Attempt, state: AttemptState) => Attempt | PromiseLike<Attempt> | Observable<Attempt>

/** True retries whatever the error and the method, false does not, undefined leaves it to the policy. */
export type RetryWhen = (
  error: FetchError,
  state: { readonly attempts: number; readonly request: RequestInput },
) => boolean | undefined

/** Every policy field, flat, and what surrounds a batch. Each is optional, and undefined is as good as absent. */
export interface FetchOptions<Body = unknown> extends FetchPolicy {
  /**
   * What bodies must be: an io-ts decoder or any Standard Schema (zod, valibot, …). A result's `body` then has its type,
   * and what does not fit fails as `schema`. By default `body` is `unknown`.
   * @example codec: t.type({ name: t.string })
   */
  readonly codec?: BodyCodec<Body> | undefined
  /** Header fields for all requests; a request's own come over them. None but `user-agent` and `accept…` by default. */
  readonly headers?: HeaderFields | undefined
  /** Shared by any number of batches and closed by whoever made it. By default a batch makes and closes its own. */
  readonly transport?: Transport | undefined
  /** Shared with other batches, so that they heed what servers told each other; by default each batch has its own. */
  readonly traffic?: Traffic | undefined
  /**
   * Called once an attempt has its place in flight and before it is sent: for signatures, tokens and the like. Its time
   * counts for `totalTimeoutMs` alone. What it throws ends the request as `unexpected`.
   */
  readonly prepare?: Prepare | undefined
  /** Asked about every failed attempt; never beyond `retries`, the clocks and the budget. */
  readonly retryWhen?: RetryWhen | undefined
  /** Is told every step of every request as it happens. One that throws harms nobody. */
  readonly observer?: StepObserver | undefined
  /** Aborting it ends the batch: what is in flight fails as `aborted`. None by default. */
  readonly signal?: AbortSignal | undefined
  /** A number from 0 up to 1 for the jitter of waits; `Math.random` by default. */
  readonly random?: (() => number) | undefined
  /** The clock of all time limits and waits; RxJS's `asyncScheduler` by default. */
  readonly scheduler?: SchedulerLike | undefined
}

/** Options with everything decided. */
export type BatchSettings<Body = unknown> = {
  readonly codec: BodyCodec<Body> | undefined
  readonly concurrency: number
  readonly ordered: boolean
  readonly history: boolean
  readonly prepare: Prepare | undefined
  readonly retryWhen: RetryWhen | undefined
  readonly observer: StepObserver | undefined
  readonly deadlineMs: number | undefined
  readonly defaults: RequestDefaults
  readonly transport: Transport | undefined
  readonly traffic: Traffic | undefined
  readonly trafficPolicy: TrafficPolicy
  readonly signal: AbortSignal | undefined
  readonly random: () => number
  readonly scheduler: SchedulerLike
}

/** RFC 9110 sections 10.1.5, 12.5.1 and 12.5.3: some APIs refuse requests that do not say who asks and for what. */
const DEFAULT_HEADERS = {
  'user-agent': `rx-fanout/${VERSION}`,
  accept: 'application/json, text/plain, */*',
  'accept-encoding': 'gzip, deflate, br, zstd',
}

const FIELDS = [
  ...POLICY_FIELDS,
  'codec',
  'headers',
  'transport',
  'traffic',
  'prepare',
  'retryWhen',
  'observer',
  'signal',
  'random',
  'scheduler',
]

const isFunction = (value: unknown): boolean => value === undefined || typeof value === 'function'

/** Not an array, a Map or a Headers, whose entries are no properties and would be passed over silently. */
const isPlainObject = (value: unknown): boolean => Object.prototype.toString.call(value) === '[object Object]'

const nameOf = (value: unknown): string =>
  typeof value === 'object'
    ? Object.prototype.toString.call(value).slice('[object '.length, -1).toLowerCase()
    : typeof value

const refuse = (option: string, rule: string, got: unknown): never => {
  throw new TypeError(`Invalid option ${option}: must be ${rule}, got ${nameOf(got)}`)
}

/** Decides everything that options leave open. Throws a TypeError that names the option, the rule and what was got. */
export function decodeOptions<Body>(options: FetchOptions<Body>): BatchSettings<Body> {
  if (!isPlainObject(options)) throw new TypeError(`Invalid options: must be an object, got ${nameOf(options)}`)
  const { codec, headers, transport, traffic, prepare, retryWhen, observer, signal, random, scheduler, ...fields } =
    options
  const decoded = FetchPolicy.decode(fields)
  if (E.isLeft(decoded)) {
    const sentences = describeIssues(decoded.left).map((issue) => issueSentence(issue, FIELDS))
    throw new TypeError(`Invalid option ${sentences.join('; ')}`)
  }
  if (codec !== undefined && !isBodyCodec(codec)) refuse('codec', 'an io-ts decoder or a Standard Schema', codec)
  if (!isFunction(transport)) refuse('transport', 'a Transport function', transport)
  if (traffic !== undefined && !isTraffic(traffic)) refuse('traffic', 'what createTraffic() gives', traffic)
  if (!isFunction(prepare)) refuse('prepare', 'a function', prepare)
  if (!isFunction(retryWhen)) refuse('retryWhen', 'a function', retryWhen)
  if (observer !== undefined && typeof observer?.next !== 'function')
    refuse('observer', 'an object with next()', observer)
  if (!isFunction(random)) refuse('random', 'a function', random)
  if (signal !== undefined && !(signal instanceof AbortSignal)) refuse('signal', 'an AbortSignal', signal)
  if (scheduler !== undefined && typeof scheduler?.schedule !== 'function')
    refuse('scheduler', 'an RxJS scheduler', scheduler)
  const policy: FetchPolicy & typeof DEFAULT_POLICY = { ...DEFAULT_POLICY, ...definedOf(decoded.right) }
  const { concurrency, perOrigin = concurrency, rate, cooldown, adaptive, retryBudget, maxRetryAfterMs } = policy
  return {
    codec,
    concurrency,
    ordered: policy.ordered,
    history: policy.history,
    prepare,
    retryWhen,
    observer,
    deadlineMs: policy.deadlineMs,
    defaults: { policy, headers: { ...DEFAULT_HEADERS, ...decodeHeaders(headers) } },
    transport,
    traffic,
    trafficPolicy: { concurrency, perOrigin, rates: toRates(rate), cooldown, adaptive, retryBudget, maxRetryAfterMs },
    signal,
    random: random ?? Math.random,
    scheduler: scheduler ?? asyncScheduler,
  }
}

function decodeHeaders(headers: unknown): Record<string, string> {
  if (headers === undefined) return {}
  if (!HeaderFields.is(headers)) return refuse('headers', HeaderFields.name, headers)
  const checked = checkHeaders('headers', headers)
  if (E.isLeft(checked)) throw new TypeError(`Invalid option headers: ${checked.left.message}`)
  return checked.right
}
