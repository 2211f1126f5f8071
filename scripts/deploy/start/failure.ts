import type { FetchError } from '../../../src/domain/FetchError.ts'
import type { SpooledResult } from './createSpool.ts'

/** The result of a request that no function has answered. */
export const failure = (url: string, error: FetchError): SpooledResult => ({
  outcome: 'failure',
  url,
  error,
  attempts: 0,
  timing: { startedAtMs: 0, durationMs: 0 },
})
