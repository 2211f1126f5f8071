import { either, failure } from './expected.ts'

/** The transport's `connectTimeoutMs` where connections stay in the making. */
export const CONNECT_TIMEOUT_MS = 1_500

/** The `timeoutMs` of requests whose fault is that nothing more comes. */
export const SHORT_MS = 250

/** How long the server leaves a request's body unread: longer than the request lasts. */
export const UNREAD_MS = 400

/** Every clock of all others: they must not need it, however busy the machine is. */
export const AMPLE_MS = 60_000

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
