import type { FetchError, FetchErrorOf } from '../../src/domain/FetchError.ts'
import type { FetchFailure, FetchSuccess } from '../../src/domain/FetchResult.ts'
import type { ResponseHeaders } from '../../src/domain/ResponseHeaders.ts'

type Course = { readonly attempts?: number; readonly from?: number; readonly to?: number }

const course = ({ attempts = 1, from = 0, to = from }: Course) => ({
  attempts,
  timing: { startedAtMs: from, durationMs: to - from },
})

/** The result of an empty 200 for the request at `index`, begun at frame `from` and done at frame `to`. */
export const succeeded = (
  url: string,
  index: number,
  over: Course & Partial<Pick<FetchSuccess, 'status' | 'headers' | 'body' | 'bodyType' | 'finalUrl' | 'id'>> = {},
): FetchSuccess => {
  const { attempts, from, to, ...fields } = over
  return {
    outcome: 'success',
    index,
    url,
    status: 200,
    headers: {},
    body: null,
    bodyType: 'empty',
    ...course(over),
    ...fields,
  }
}

/** The result of a request that ended with `error`. */
export const failed = (url: string, index: number, error: FetchError, over: Course = {}): FetchFailure => ({
  outcome: 'failure',
  index,
  url,
  error,
  ...course(over),
})

export const DEADLINE: FetchError = { kind: 'deadline', message: 'The deadline of the batch passed' }
export const ABORTED: FetchError = { kind: 'aborted', message: 'The batch was aborted' }
export const REFUSED: FetchError = { kind: 'connect', message: 'The connection failed', code: 'ECONNREFUSED' }
export const RESET: FetchError = { kind: 'socket', message: 'The connection was cut off', code: 'ECONNRESET' }
export const TRY_AGAIN: FetchError = { kind: 'dns', message: 'The host name did not resolve', code: 'EAI_AGAIN' }
export const NOT_FOUND: FetchError = { kind: 'dns', message: 'The host name was not found', code: 'ENOTFOUND' }

export const timedOutBy = (clock: 'connect' | 'attempt' | 'total'): FetchError => ({
  kind: 'timeout',
  message: 'Request timed out',
  clock,
})

/** The error of a status whose response is empty. */
export const statusError = (
  status: number,
  retryAfterMs?: number,
  headers: ResponseHeaders = {},
): FetchErrorOf<'status'> => {
  const error = { kind: 'status', message: `HTTP status ${status}`, status, headers, body: null } as const
  return retryAfterMs === undefined ? error : { ...error, retryAfterMs }
}
