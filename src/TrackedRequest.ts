import * as E from 'fp-ts/lib/Either.js'
import type { SchedulerLike } from 'rxjs'
import type { Attempt } from './domain/Attempt.ts'
import type { FetchError } from './domain/FetchError.ts'
import type { FetchResponse } from './domain/FetchResponse.ts'
import type { FetchFailure, FetchSuccess } from './domain/FetchResult.ts'
import { nextRetry } from './domain/nextRetry.ts'
import type { PreparedRequest } from './domain/prepareRequest.ts'
import { type Progress, toFailure, toSuccess } from './domain/toResult.ts'
import type { TimeLimit } from './operators/limitTime.ts'

/** What all requests of a running batch share. */
export type BatchContext = {
  readonly random: () => number
  readonly scheduler: SchedulerLike
  /** When the batch must be over, on the scheduler's clock; Infinity where it need not be. */
  readonly deadlineAtMs: number
}

/**
 * One request on its way: what each step of the pipeline asks about it. Its total clock starts when it is made. A class
 * for its speed: one is made per request.
 */
export class TrackedRequest {
  readonly #request: PreparedRequest
  readonly #context: BatchContext
  readonly #startedAtMs: number
  #attempts = 0

  constructor(request: PreparedRequest, context: BatchContext) {
    this.#request = request
    this.#context = context
    this.#startedAtMs = context.scheduler.now()
  }

  /** Counts an attempt. Throws the `FetchError` of a request that cannot be sent. */
  beginAttempt(): Attempt {
    const { attempt } = this.#request
    if (E.isLeft(attempt)) throw attempt.left
    this.#attempts += 1
    return { ...attempt.right, limitMs: this.limit().ms }
  }

  /** How long the attempt that begins now may take. */
  limit(): TimeLimit {
    const { timeoutMs } = this.#request.policy
    const totalLeftMs = Math.max(0, this.#totalEndsAtMs() - this.#context.scheduler.now())
    return totalLeftMs < timeoutMs ? { ms: totalLeftMs, clock: 'total' } : { ms: timeoutMs, clock: 'attempt' }
  }

  /** How long to wait before a retry (from 1), or the error to give up with. */
  retryWait(error: FetchError, retry: number): E.Either<FetchError, number> {
    const { policy, repeatable } = this.#request
    const { deadlineAtMs, random, scheduler } = this.#context
    const leftMs = Math.min(this.#totalEndsAtMs(), deadlineAtMs) - scheduler.now()
    return nextRetry(error, { policy, repeatable, retry, leftMs, random })
  }

  /** Throws the `FetchError` that the response amounts to, if it is no success. */
  succeed(response: FetchResponse): FetchSuccess {
    const result = toSuccess(this.#request, response, this.#progress())
    if (E.isLeft(result)) throw result.left
    return result.right
  }

  fail(error: FetchError): FetchFailure {
    return toFailure(this.#request, error, this.#progress())
  }

  #totalEndsAtMs(): number {
    return this.#startedAtMs + this.#request.policy.totalTimeoutMs
  }

  #progress(): Progress {
    return { startedAtMs: this.#startedAtMs, nowMs: this.#context.scheduler.now(), attempts: this.#attempts }
  }
}
