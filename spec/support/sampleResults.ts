import type { FetchError } from '../../src/domain/FetchError.ts'
import type { FetchFailure, FetchSuccess } from '../../src/domain/FetchResult.ts'

/** A success with whatever differs from a small one. */
export const success = (own: Partial<FetchSuccess> = {}): FetchSuccess => ({
  outcome: 'success',
  index: 0,
  url: 'https://a.example/x',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: { a: 1 },
  bodyType: 'json',
  attempts: 1,
  timing: { startedAtMs: 0, durationMs: 23 },
  ...own,
})

/** A failure with whatever differs from a late one. */
export const failure = (
  error: FetchError = { kind: 'timeout', message: 'Request timed out', clock: 'attempt' },
  own: Partial<FetchFailure> = {},
): FetchFailure => ({
  outcome: 'failure',
  index: 0,
  url: 'https://a.example/x',
  error,
  attempts: 1,
  timing: { startedAtMs: 0, durationMs: 23 },
  ...own,
})
