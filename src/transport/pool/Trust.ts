import type { ResponseHeaders } from '../../domain/ResponseHeaders.ts'

/**
 * What the connections of an origin may be used for again. Some servers hang up after each response, or say more than they
 * were asked, and do not announce it.
 * - `unknown`: nothing, until one has stood idle in silence;
 * - `promised`: requests that may be sent twice, since the server says that it keeps connections alive;
 * - `proven`: all;
 * - `hasty`: nothing. Its connections serve one request each.
 */
export type Trust = 'unknown' | 'promised' | 'proven' | 'hasty'

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

/** Whether a server says that it keeps connections alive. */
const promises = ({ connection, 'keep-alive': keepAlive }: ResponseHeaders): boolean =>
  keepAlive !== undefined || /keep-alive/i.test(String(connection))

/** Takes note of what a server says of its connections. */
export const heed = (site: Trusted, headers: ResponseHeaders): void => {
  if (site.trust === 'unknown' && promises(headers)) site.trust = 'promised'
}

/** Whether a request may go on an idle connection. */
export const mayReuse = (site: Trusted, safe: boolean): boolean =>
  site.trust === 'proven' || (site.trust === 'promised' && safe)

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
