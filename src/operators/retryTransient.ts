import * as E from 'fp-ts/lib/Either.js'
import { type MonoTypeOperatorFunction, type Observable, retry, throwError } from 'rxjs'
import { type FetchError, toFetchError } from '../domain/FetchError.ts'

/**
 * Subscribes again when `wait` emits, which is asked with what `decide` gives for an error and the number of the retry
 * (from 1); or passes on the error that it gives. Unsubscribing ends a wait.
 */
export const retryTransient = <T>(
  decide: (error: FetchError, retry: number) => E.Either<FetchError, number>,
  wait: (waitMs: number, error: FetchError) => Observable<unknown>,
): MonoTypeOperatorFunction<T> =>
  retry({
    delay: (thrown, retryNumber) => {
      const error = toFetchError(thrown)
      const decision = decide(error, retryNumber)
      return E.isRight(decision) ? wait(decision.right, error) : throwError(() => decision.left)
    },
    resetOnSuccess: false,
  })
