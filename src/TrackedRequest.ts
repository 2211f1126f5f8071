import * as E from 'fp-ts/lib/Either.js'
import { type Observable, type SchedulerLike, throwError, timeout } from 'rxjs'
import type { Attempt } from './domain/Attempt.ts'
import type { FetchError } from './domain/FetchError.ts'
import type { FetchResponse } from './domain/FetchResponse.ts'
import type { FetchFailure, FetchSuccess } from './domain/FetchResult.ts'
import { nextRetry } from './domain/nextRetry.ts'
import { originOf } from './domain/originOf.ts'
import type { PreparedRequest } from './domain/prepareRequest.ts'
import { type Progress, toFailure, toSuccess } from './domain/toResult.ts'
import { readWords } from './domain/words/serverWords.ts'
import type { TimeLimit } from './operators/limitTime.ts'
import type { Answered, Place } from './operators/Place.ts'
import type { AttemptEnd } from './traffic/Rule.ts'

/** What all requests of a running batch share. */
export type BatchContext = {
  readonly random: () => number
  readonly scheduler: SchedulerLike
  /** The time in ms of the epoch. */
  readonly wallMs: () => number
  /** The clock of all limits and waits. */
  readonly nowMs: () => number
  /** An attempt has been led to another origin, which answered so. */
  readonly visit: (origin: string, answer: Answered) => void
  /** When the batch must be over, on that clock; Infinity where it need not be. */
  readonly deadlineAtMs: number
}

/** What the end of an attempt without an answer says of the server. */
const healthOf = (error: FetchError): AttemptEnd['health'] => {
  const isOverload =
    error.kind === 'timeout' ? error.clock !== 'total' : error.kind === 'socket' || error.kind === 'connect'
  return isOverload ? 'overloaded' : 'none'
}

/**
 * One request on its way: what each step of the pipeline asks about it. Its total clock starts when it is made. A class
 * for its speed: one is made per request.
 */
export class TrackedRequest {
  readonly #request: PreparedRequest
  readonly #context: BatchContext
  readonly #place: Place
  readonly #startedAtMs: number
  readonly #beganAtMs: number
  #attempts = 0

  constructor(request: PreparedRequest, place: Place, context: BatchContext) {
    this.#request = request
    this.#place = place
    this.#context = context
    this.#startedAtMs = context.wallMs()
    this.#beganAtMs = context.nowMs()
  }

  /** Counts an attempt. Throws the `FetchError` of a request that cannot be sent. */
  beginAttempt(limitMs: number): Attempt {
    const { attempt } = this.#request
    if (E.isLeft(attempt)) throw attempt.left
    this.#attempts += 1
    this.#place.began()
    const { deadlineAtMs, nowMs } = this.#context
    return { ...attempt.right, limitMs: Math.min(limitMs, Math.max(0, deadlineAtMs - nowMs())) }
  }

  /** How long the attempt that begins now may take. */
  limit(): TimeLimit {
    const { timeoutMs } = this.#request.policy
    const totalLeftMs = Math.max(0, this.#totalEndsAtMs() - this.#context.nowMs())
    return totalLeftMs < timeoutMs ? { ms: totalLeftMs, clock: 'total' } : { ms: timeoutMs, clock: 'attempt' }
  }

  /** How long to wait before a retry (from 1), or the error to give up with. Ends the attempt that failed. */
  retryWait(error: FetchError, retry: number): E.Either<FetchError, number> {
    this.#place.ended(healthOf(error))
    const { policy, repeatable } = this.#request
    const { deadlineAtMs, random, nowMs } = this.#context
    const leftMs = Math.min(this.#totalEndsAtMs(), deadlineAtMs) - nowMs()
    const wait = nextRetry(error, { policy, repeatable, retry, leftMs, random })
    if (E.isLeft(wait)) return wait
    const { group } = this.#place
    const groupWaitMs = group.opensAtMs(nowMs()) - nowMs()
    if (groupWaitMs >= leftMs && groupWaitMs !== Number.POSITIVE_INFINITY) return E.left(error)
    const wasTold = error.kind === 'status' && error.retryAfterMs !== undefined
    return wasTold || group.drawRetry() ? wait : E.left(error)
  }

  /** Emits when the next attempt may start, or errors with the last error where that is not in time. */
  again(waitMs: number, error: FetchError): Observable<unknown> {
    const leftMs = Math.max(0, this.#totalEndsAtMs() - this.#context.nowMs())
    const tooLate = { first: leftMs, with: () => throwError(() => error), scheduler: this.#context.scheduler }
    return this.#place.again(waitMs).pipe(timeout(tooLate))
  }

  /** Ends the attempt. Throws the `FetchError` that the response amounts to, if it is no success. */
  succeed(response: FetchResponse): FetchSuccess {
    this.#tellGroup(response)
    const result = toSuccess(this.#request, response, this.#progress())
    if (E.isLeft(result)) throw result.left
    return result.right
  }

  fail(error: FetchError): FetchFailure {
    return toFailure(this.#request, error, this.#progress())
  }

  /** What the answer to a later hop says, it says of its own origin. */
  #tellGroup({ status, headers, hops = 1, url }: FetchResponse): void {
    const health = status === 429 || status === 503 ? 'overloaded' : 'clean'
    const words = readWords(status, headers, this.#context.wallMs)
    const origin = hops > 1 ? originOf(url) : ''
    if (hops === 1 || origin === this.#place.group.memory.key) this.#place.ended(health, status, words)
    else {
      this.#place.ended('none')
      this.#context.visit(origin, { health, status, words })
    }
  }

  #totalEndsAtMs(): number {
    return this.#beganAtMs + this.#request.policy.totalTimeoutMs
  }

  #progress(): Progress {
    const durationMs = Math.round(Math.max(0, this.#context.nowMs() - this.#beganAtMs))
    return { startedAtMs: this.#startedAtMs, nowMs: this.#startedAtMs + durationMs, attempts: this.#attempts }
  }
}
