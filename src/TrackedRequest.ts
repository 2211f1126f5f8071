import * as E from 'fp-ts/lib/Either.js'
import { defer, type Observable, tap, throwError, timeout } from 'rxjs'
import { AttemptHistory } from './AttemptHistory.ts'
import type { BatchContext } from './BatchContext.ts'
import type { Attempt } from './domain/Attempt.ts'
import { traceOf, withTrace } from './domain/AttemptTrace.ts'
import type { FetchError } from './domain/FetchError.ts'
import type { RequestInput } from './domain/FetchRequest.ts'
import type { FetchResponse } from './domain/FetchResponse.ts'
import type { FetchResult, FetchSuccess } from './domain/FetchResult.ts'
import { isIdempotent } from './domain/isIdempotent.ts'
import { isSafe } from './domain/isSafe.ts'
import { isTransient } from './domain/isTransient.ts'
import { nextRetry } from './domain/nextRetry.ts'
import type { PreparedRequest } from './domain/prepareRequest.ts'
import { type Progress, toFailure, toSuccess } from './domain/toResult.ts'
import type { WaitReason } from './domain/WaitReason.ts'
import type { TimeLimit } from './operators/limitTime.ts'
import type { HeldBack, Place } from './operators/Place.ts'
import { TrackedAttempt } from './TrackedAttempt.ts'
import { tellWaiting } from './tellWaiting.ts'

const UNSETTLED: FetchError = { kind: 'unexpected', message: 'The request has not ended' }

const wasTold = (error: FetchError | undefined): boolean => error?.kind === 'status' && error.retryAfterMs !== undefined

/**
 * One request on its way: what each step of the pipeline asks about it. Its total clock starts when it is made. A class
 * for its speed: one is made per request.
 */
export class TrackedRequest {
  readonly #input: RequestInput
  readonly #request: PreparedRequest
  readonly #context: BatchContext
  readonly place: Place
  readonly #startedAtMs: number
  readonly #beganAtMs: number
  #attempts = 0
  /** The last attempt that is no hedge. */
  #main: TrackedAttempt | undefined
  #lastError: FetchError | undefined
  #error: FetchError | undefined
  #success: FetchSuccess | undefined
  /** Where somebody wants to know. */
  readonly #history: AttemptHistory | undefined
  /** What kept an attempt from being sent, which no retry mends. */
  #unsent: FetchError | undefined
  /** The last error that the program was asked about, and what it said. */
  #judged: { readonly error: FetchError; readonly verdict: boolean | undefined } | undefined

  constructor(input: RequestInput, request: PreparedRequest, place: Place, context: BatchContext) {
    this.#input = input
    this.#request = request
    this.place = place
    this.#context = context
    this.#startedAtMs = context.wallMs()
    this.#beganAtMs = context.nowMs()
    if (!context.history) return
    this.#history = new AttemptHistory()
    if (place.held !== undefined) this.waited(place.held.reason, this.#beganAtMs - place.held.sinceMs, place)
  }

  get attempts(): number {
    return this.#attempts
  }

  get lastError(): FetchError | undefined {
    return this.#lastError
  }

  /** What is left of the request's time. */
  get leftMs(): number {
    return this.#leftMs(this.#context.nowMs())
  }

  /** What goes to the wire. Throws the `FetchError` of a request that cannot be sent. */
  sendable(): Attempt {
    const { attempt } = this.#request
    if (E.isLeft(attempt)) throw attempt.left
    return attempt.right
  }

  /** Whether an attempt from that place is one beside another. */
  isBeside(place: Place): boolean {
    return place !== this.place
  }

  /** An attempt is sent from a place. */
  begin(place: Place, sendable = this.sendable(), nowMs = this.#context.nowMs()): TrackedAttempt {
    const isHedge = this.isBeside(place)
    this.#attempts += 1
    this.#context.lookAt?.(place.group)
    const attempt = new TrackedAttempt(this.#context, place, this.#attempts, isHedge, sendable, nowMs)
    if (!isHedge) this.#main = attempt
    this.#history?.began(attempt)
    const { tell } = this.#context
    tell?.({ type: 'attempt', ...this.#names(), attempt: attempt.number, ...(isHedge ? { hedge: true } : {}) })
    return attempt
  }

  /** How long an attempt that is sent now may take. */
  limit(nowMs = this.#context.nowMs()): TimeLimit {
    const { timeoutMs } = this.#request.policy
    const leftMs = this.#leftMs(nowMs)
    return leftMs < timeoutMs ? { ms: leftMs, clock: 'total' } : { ms: timeoutMs, clock: 'attempt' }
  }

  /** What an attempt that is sent now has of that, and of the batch's time. */
  limitMs({ ms }: TimeLimit, nowMs = this.#context.nowMs()): number {
    return Math.min(ms, Math.max(0, this.#context.deadlineAtMs - nowMs))
  }

  /** Itself, if the response is a success. Throws the `FetchError` that it amounts to otherwise. */
  read(attempt: TrackedAttempt, response: FetchResponse): this {
    return this.succeed(attempt, this.toSuccess(attempt, response))
  }

  /** The success that a response is. Throws the `FetchError` that it amounts to otherwise. */
  toSuccess(attempt: TrackedAttempt, response: FetchResponse): FetchSuccess {
    const nowMs = this.#context.nowMs()
    attempt.answered(response, nowMs)
    const result = toSuccess(this.#request, response, this.#progress(nowMs), attempt.sent.url)
    if (E.isLeft(result)) throw result.left
    return result.right
  }

  /** Itself, which an attempt has brought to this. */
  succeed(attempt: TrackedAttempt, success: FetchSuccess): this {
    this.#success = success
    this.#won(attempt)
    return this
  }

  /** An attempt has ended with an error, which counts. Gives the error. */
  failed(attempt: TrackedAttempt, error: FetchError): FetchError {
    if (attempt.isOver) return error
    attempt.ended(error)
    this.#lastError = error
    this.#tellAnswer(attempt)
    this.#context.lookAt?.(this.place.group)
    return error
  }

  /** An attempt could not be sent, which no retry mends. Gives the error. */
  gaveUp(error: FetchError): FetchError {
    this.#unsent = error
    return error
  }

  /** How long to wait before a retry (from 1), or the error to give up with. */
  retryWait(error: FetchError, retry: number): E.Either<FetchError, number> {
    if (error === this.#unsent) return E.left(error)
    if (error === this.#lastError)
      this.#main?.lost() // it is that of a hedge, or known already
    else if (this.#main !== undefined) this.failed(this.#main, error)
    const { policy } = this.#request
    const { deadlineAtMs, random, nowMs, tell } = this.#context
    const leftMs = Math.min(this.leftMs, deadlineAtMs - nowMs())
    const wait = nextRetry(error, {
      policy,
      repeatable: this.#isRepeatable,
      retry,
      leftMs,
      random,
      verdict: this.#verdict(error),
    })
    if (E.isLeft(wait)) return wait
    const { group } = this.place
    const groupWaitMs = group.opensAtMs(nowMs()) - nowMs()
    if (groupWaitMs >= leftMs && groupWaitMs !== Number.POSITIVE_INFINITY) return E.left(error)
    if (!wasTold(error) && !group.drawRetry()) return E.left(error)
    tell?.({ type: 'retry', ...this.#names(), attempt: this.#attempts, error, waitMs: wait.right })
    return wait
  }

  /** Emits when the next attempt may be sent: no sooner than after `waitMs`, for which the last error is the reason. */
  again(waitMs: number, place = this.place): Observable<void> {
    return defer(() => {
      const { nowMs } = this.#context
      const fromMs = nowMs()
      const ownReason = wasTold(this.#lastError) ? 'cooldown' : 'back-off'
      let otherReason: WaitReason = 'slot'
      if (waitMs > 0) this.waits(ownReason, fromMs + waitMs)
      const heldBack: HeldBack = (reason, untilMs) => {
        otherReason = reason
        this.waits(reason, untilMs)
      }
      const wait$ = place.again(waitMs, heldBack)
      if (this.#history === undefined) return wait$
      return wait$.pipe(
        tap(() => {
          const waitedMs = nowMs() - fromMs
          this.waited(ownReason, Math.min(waitMs, waitedMs), place)
          this.waited(otherReason, waitedMs - waitMs, place)
        }),
      )
    })
  }

  /** The same, or the last error where it would not be in time. */
  againInTime(waitMs: number, error: FetchError): Observable<unknown> {
    const { scheduler } = this.#context
    return this.again(waitMs).pipe(timeout({ first: this.leftMs, with: () => throwError(() => error), scheduler }))
  }

  /** Whether an error ends the request though another attempt is under way. */
  isFinal(error: FetchError): boolean {
    return !(this.#verdict(error) ?? isTransient(error, this.#request.policy.retryStatuses))
  }

  /** Whether attempts are to have others beside them. */
  get isHedged(): boolean {
    const { policy, attempt, repeatable } = this.#request
    return policy.hedgeAfterMs !== undefined && repeatable && E.isRight(attempt) && isSafe(attempt.right.method)
  }

  /** After how long a second attempt may be sent beside the first, in ms; undefined where none may. */
  hedgeAfterMs(): number | undefined {
    if (this.#main !== undefined && !isSafe(this.#main.sent.method)) return undefined // `prepare` made it so
    const { hedgeAfterMs } = this.#request.policy
    return hedgeAfterMs === 'p95' ? this.place.group.latencies().p95Ms() : hedgeAfterMs
  }

  /** The request has waited so long before its next attempt from that place. */
  waited(reason: WaitReason, ms: number, place: Place): void {
    this.#history?.waited(reason, ms, this.isBeside(place))
  }

  /** @param untilMs on the clock of the limits, where it is known */
  waits(reason: WaitReason, untilMs?: number): void {
    tellWaiting(this.#context, this.#names(), this.#attempts + 1, reason, untilMs)
  }

  /** Itself, which has failed for good. */
  fail(error: FetchError): this {
    const way = traceOf(error) === undefined ? this.#main?.way : undefined // a clock knows of no redirects
    this.#error = way === undefined ? error : withTrace(error, way)
    return this
  }

  /** The result, once nothing more will happen. */
  settle(): FetchResult {
    const { tell } = this.#context
    if (this.#main !== undefined && this.#error !== undefined) this.failed(this.#main, this.#error)
    const ended =
      this.#success ?? toFailure(this.#request, this.#error ?? UNSETTLED, this.#progress(this.#context.nowMs()))
    const history = this.#history?.records(this.#startedAtMs, this.#beganAtMs)
    const result = history === undefined ? ended : { ...ended, history }
    tell?.({ type: 'result', ...this.#names(), result })
    return result
  }

  #won(winner: TrackedAttempt): void {
    winner.ended()
    this.#context.lookAt?.(this.place.group)
    // where a hedge wins, the answer would have taken longer than that: to count the hedge's own time would have ever more be hedged
    const slower = this.#main === undefined || this.#main.isOver ? winner : this.#main
    slower.lost()
    this.#tellAnswer(winner)
    if (this.#request.policy.hedgeAfterMs === 'p95') this.place.group.latencies().add(slower.durationMs)
  }

  #tellAnswer({ status, number, durationMs, isHedge }: TrackedAttempt): void {
    const { tell } = this.#context
    if (tell === undefined || status === undefined) return
    const hedge = isHedge ? { hedge: true as const } : {}
    tell({ type: 'response', ...this.#names(), attempt: number, status, durationMs, ...hedge })
  }

  #verdict(error: FetchError): boolean | undefined {
    const { retryWhen } = this.#context
    if (retryWhen === undefined || E.isLeft(this.#request.attempt)) return undefined
    if (this.#judged?.error !== error) {
      const verdict = retryWhen(error, { attempts: this.#attempts, request: this.#input })
      this.#judged = { error, verdict }
    }
    return this.#judged.verdict
  }

  /** Whether what was sent may be sent twice: `prepare` may have made another method of it. */
  get #isRepeatable(): boolean {
    const { repeatable, attempt } = this.#request
    const sent = this.#main?.sent
    const isOwn = sent === undefined || E.isLeft(attempt) || sent.method === attempt.right.method
    return repeatable && (isOwn || isIdempotent(sent.method))
  }

  #names(): { readonly index: number; readonly url: string } {
    const { index, url } = this.#request
    return { index, url }
  }

  #leftMs(nowMs: number): number {
    return Math.max(0, this.#beganAtMs + this.#request.policy.totalTimeoutMs - nowMs)
  }

  #progress(nowMs: number): Progress {
    const durationMs = Math.round(Math.max(0, nowMs - this.#beganAtMs))
    return { startedAtMs: this.#startedAtMs, nowMs: this.#startedAtMs + durationMs, attempts: this.#attempts }
  }
}
