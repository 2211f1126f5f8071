import { either, failure } from './expected.ts'

/** The transport's `connectTimeoutMs` in a storm: long enough for handshakes on a busy machine. */
export const CONNECT_TIMEOUT_MS = 1_500

/** The `timeoutMs` of requests whose fault is that nothing more comes. */
export const SHORT_MS = 250

/** How long the server leaves a request's body unread: longer than the request lasts. */
export const UNREAD_MS = 400

/** The `timeoutMs` of all others: they must not need it. */
export const AMPLE_MS = 4_000

/** The `maxBodyBytes` of every request that says nothing else. */
export const MAX_BODY_BYTES = 1_048_576

/** For faults that only the attempt's clock can end. */
export const endsByClock = {
  request: { timeoutMs: SHORT_MS },
  expected: failure('timeout', { clock: 'attempt' }),
}

/** For faults that end at a limit of the client's, or at the clock if the client has no limit there. */
export const endsByLimitOrClock = {
  request: { timeoutMs: SHORT_MS },
  expected: either(failure('timeout', { clock: 'attempt' }), failure('too-large'), failure('protocol')),
}
