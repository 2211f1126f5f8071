import * as E from 'fp-ts/lib/Either.js'
import { type MonoTypeOperatorFunction, retry, type SchedulerLike, throwError, timer } from 'rxjs'
import { type FetchError, toFetchError } from '../domain/FetchError.ts'

/**
 * Subscribes again after the wait that `decide` gives for an error and the number of the retry (from 1), or passes on
 * the error that it gives. Unsubscribing ends a wait.
 */
export const retryTransient = <T>(
  decide: (error: FetchError, retry: number) => E.Either<FetchError, number>,
  scheduler: SchedulerLike,
): MonoTypeOperatorFunction<T> =>
  retry({
    delay: (thrown, retryNumber) => {
      const decision = decide(toFetchError(thrown), retryNumber)
      return E.isRight(decision) ? timer(decision.right, scheduler) : throwError(() => decision.left)
    },
    resetOnSuccess: false,
  })
