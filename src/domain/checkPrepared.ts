import * as E from 'fp-ts/lib/Either.js'
import type { Attempt } from './Attempt.ts'
import { type FetchError, invalidRequest } from './FetchError.ts'
import { originOf } from './originOf.ts'
import { decodeRequest } from './prepareRequest.ts'
import { toAttempt } from './toAttempt.ts'

const nameOf = (value: unknown): string => (value === null ? 'null' : typeof value)

/** Holds what a program made of an attempt to what a request may be, and to the attempt's own origin. */
export function checkPrepared(attempt: Attempt, prepared: unknown): E.Either<FetchError, Attempt> {
  if (typeof prepared !== 'object' || prepared === null)
    return E.left(invalidRequest('prepare', 'a function that gives an attempt', `one that gives ${nameOf(prepared)}`))
  const { url, method, headers, body } = prepared as Attempt
  const request = decodeRequest({ url, method, headers, body: body ?? undefined })
  if (E.isLeft(request)) return request
  const checked = toAttempt(request.right, attempt, {})
  if (E.isLeft(checked)) return checked
  if (originOf(checked.right.url) !== originOf(attempt.url))
    return E.left(invalidRequest('url', 'at the same origin after prepare', 'another origin'))
  return E.right({ ...attempt, ...checked.right })
}
