/** The fault server's listeners, and the addresses where nothing listens. */
const SITE_NAMES = [
  /** Speaks HTTP, with the fault that the path names. */
  'http',
  /** A second one, for what happens across origins. */
  'http2',
  /** The same over TLS with a good certificate. */
  'https',
  'selfSigned',
  'expired',
  'notYetValid',
  'wrongHost',
  'untrusted',
  /** Speaks only a version of TLS that nobody accepts. */
  'oldTls',
  /** Reads and never says anything. */
  'tlsHang',
  /** Begins a server hello and stops. */
  'tlsStall',
  /** Answers the client hello with something else. */
  'tlsGarbage',
  'tlsEnd',
  'tlsReset',
  /** Resets every connection at once. */
  'reset',
  /** Closes every connection at once. */
  'close',
  /** Answers 408 before it is asked, and closes. */
  'impatient',
  /** Its backlog is full: connections stay in the making. */
  'blackHole',
  /** Nothing listens there. */
  'refused',
  /** Takes orders for the server itself. */
  'control',
] as const

export type SiteName = (typeof SITE_NAMES)[number]

/** The port of every site. */
export type Sites = Readonly<Record<SiteName, number>>

const TLS_SITES: ReadonlySet<SiteName> = new Set([
  'https',
  'selfSigned',
  'expired',
  'notYetValid',
  'wrongHost',
  'untrusted',
  'oldTls',
  'tlsHang',
  'tlsStall',
  'tlsGarbage',
  'tlsEnd',
  'tlsReset',
])

/** The scheme that a site speaks, or pretends to. */
export const schemeOf = (site: SiteName): 'http' | 'https' => (TLS_SITES.has(site) ? 'https' : 'http')
