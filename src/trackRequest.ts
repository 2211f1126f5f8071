import * as E from 'fp-ts/lib/Either.js'
import type { SchedulerLike } from 'rxjs'
import type { FetchError } from './domain/FetchError.ts'
import type { FetchFailure, FetchSuccess } from './domain/FetchResult.ts'
import { nextRetry } from './domain/nextRetry.ts'
import type { PreparedRequest } from './domain/prepareRequest.ts'
import { type Progress, toFailure, toSuccess } from './domain/toResult.ts'
import type { TimeLimit } from './operators/limitTime.ts'
import type { Attempt, FetchResponse } from './transport/Transport.ts'

/** What all requests of a running batch share. */
export type BatchContext = {
  readonly random: () => number
  readonly scheduler: SchedulerLike
  /** When the batch must be over, on the scheduler's clock; Infinity where it need not be. */
  readonly deadlineAtMs: number
}

/** One request on its way: what each step of the pipeline asks about it. */
export type TrackedRequest = {
  /** Counts an attempt. Throws the `FetchError` of a request that cannot be sent. */
  beginAttempt(): Attempt
  /** How long the attempt that begins now may take. */
  limit(): TimeLimit
  retryWait(error: FetchError, retry: number): E.Either<FetchError, number>
  /** Throws the `FetchError` that the response amounts to, if it is no success. */
  succeed(response: FetchResponse): FetchSuccess
  fail(error: FetchError): FetchFailure
}

/** Starts the request's total clock and the count of its attempts. */
export function trackRequest(request: PreparedRequest, context: BatchContext): TrackedRequest {
  const { attempt, policy, repeatable } = request
  const { deadlineAtMs, random, scheduler } = context
  const startedAtMs = scheduler.now()
  const totalEndsAtMs = startedAtMs + policy.totalTimeoutMs
  let attempts = 0

  const progress = (): Progress => ({ startedAtMs, nowMs: scheduler.now(), attempts })

  return {
    beginAttempt() {
      if (E.isLeft(attempt)) throw attempt.left
      attempts += 1
      return attempt.right
    },
    limit() {
      const totalLeftMs = Math.max(0, totalEndsAtMs - scheduler.now())
      return totalLeftMs < policy.timeoutMs
        ? { ms: totalLeftMs, clock: 'total' }
        : { ms: policy.timeoutMs, clock: 'attempt' }
    },
    retryWait(error, retry) {
      const leftMs = Math.min(totalEndsAtMs, deadlineAtMs) - scheduler.now()
      return nextRetry(error, { policy, repeatable, retry, leftMs, random })
    },
    succeed(response) {
      const result = toSuccess(request, response, progress())
      if (E.isLeft(result)) throw result.left
      return result.right
    },
    fail: (error) => toFailure(request, error, progress()),
  }
}
