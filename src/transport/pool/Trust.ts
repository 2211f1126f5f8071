/**
 * What the connections of an origin may be used for again. Some servers hang up after each response, or say more than they
 * were asked, whatever they promise.
 * - `unknown`: nothing, until one has stood idle in silence;
 * - `proven`: all;
 * - `hasty`: nothing. Its connections serve one request each.
 */
export type Trust = 'unknown' | 'proven' | 'hasty'

/** The trust in one origin. */
export type Trusted = {
  trust: Trust
  /** Until when it counts as hasty, by the monotonic clock. */
  hastyUntilMs: number
}

/** How long a connection must stand idle in silence to prove its server, in ms: what hangs up without a word does it within a few. */
export const PROOF_MS = 25
/** A server that hangs up so soon after an answer, in ms, does not keep connections alive; later it is tired of waiting. */
const HASTE_MS = 250
/** How long a hasty server is remembered as one, in ms: it may have been a restart. */
const HASTY_FOR_MS = 60_000

/** Whether the server, and not this end, ended a connection right after it had answered on it, announcing nothing. */
export const isHasty = (
  { served, answeredAtMs }: { readonly served: number; readonly answeredAtMs: number },
  error: Error,
): boolean => {
  const { code } = error as { code?: unknown }
  const byServer = code === 'UND_ERR_SOCKET' || !String(code).startsWith('UND_ERR_')
  return byServer && served > 0 && performance.now() - answeredAtMs < HASTE_MS
}

export const markHasty = (site: Trusted): void => {
  site.trust = 'hasty'
  site.hastyUntilMs = performance.now() + HASTY_FOR_MS
}

/** Whether its connections serve one request each. */
export const isSingleUse = (site: Trusted): boolean => {
  if (site.trust === 'hasty' && performance.now() >= site.hastyUntilMs) site.trust = 'unknown'
  return site.trust === 'hasty'
}
