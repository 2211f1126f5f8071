import * as E from 'fp-ts/lib/Either.js'
import { from, map, mergeMap, type Observable, of } from 'rxjs'
import { withTrace } from '../domain/AttemptTrace.ts'
import type { BodyCodec } from '../domain/BodyCodec.ts'
import { decodeWith, isPromise } from '../domain/decodeWith.ts'
import type { FetchError } from '../domain/FetchError.ts'
import type { FetchSuccess } from '../domain/FetchResult.ts'

/** The result of an error tells where redirects led, too. */
const redirected = (error: FetchError, { finalUrl }: FetchSuccess): FetchError =>
  finalUrl === undefined ? error : withTrace(error, { url: finalUrl, hops: 2 })

/**
 * Emits a success with what the codec makes of its body, or errors with a `schema` error. A codec may take its time, which
 * is part of the attempt's.
 */
export const decodeBody =
  <Body>(codec: BodyCodec<Body>) =>
  (success$: Observable<FetchSuccess>): Observable<FetchSuccess<Body>> =>
    success$.pipe(
      mergeMap((success) => {
        const decoded = decodeWith(codec, success.body)
        const decoded$ = isPromise(decoded) ? from(decoded) : of(decoded)
        return decoded$.pipe(
          map((either) => {
            if (E.isLeft(either)) throw redirected(either.left, success)
            return { ...success, body: either.right }
          }),
        )
      }),
    )
