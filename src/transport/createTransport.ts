import { X509Certificate } from 'node:crypto'
import { DurationMs, integerBetween } from '../domain/numbers.ts'
import { type Addresses, type AddressGuard, createAddressGuard } from './addressGuard.ts'
import { clientIdentity } from './clientIdentity.ts'
import { createDial } from './dial.ts'
import { createResolver } from './names/createResolver.ts'
import type { HostAddress, Resolve } from './names/Resolve.ts'
import { createConnectionPool } from './pool/connectionPool.ts'
import { socketLimit } from './pool/socketLimit.ts'
import { decodeProxy } from './proxy/decodeProxy.ts'
import { dialThrough } from './proxy/dialThrough.ts'
import type { Transport } from './Transport.ts'
import { undiciTransport } from './undiciTransport.ts'

export { type Interceptor, interceptTransport, type Next } from './interceptTransport.ts'
export type { Addresses, HostAddress, Resolve }

/** TCP and TLS to a far server take well under a second; SYNs are sent again after 1 s and 3 s. */
const DEFAULT_CONNECT_TIMEOUT_MS = 5_000
/** Servers send 8 KB at most by themselves, but gateways and identity providers add cookies and tokens without end. */
const DEFAULT_MAX_HEADER_BYTES = 65_536
/** What must be held in memory for each response that comes. */
const HeaderBytes = integerBetween(1, 16_777_216)

/** How a transport makes its connections. Each is optional, and undefined is as good as absent. */
export interface TransportOptions {
  /**
   * Where it may connect to: anywhere (`'any'`, the default), only to public addresses (`'public'`), or to those and to
   * the address blocks, addresses and host names of `{ allow }`.
   * @example addresses: { allow: ['10.1.0.0/16', 'api.internal'] }
   */
  readonly addresses?: Addresses | undefined
  /** Replaces DNS: gives all addresses of a host name, which `addresses` still judges. The system's by default. */
  readonly resolve?: Resolve | undefined
  /** For name resolution, TCP and TLS together, in ms; 5,000 by default. */
  readonly connectTimeoutMs?: number | undefined
  /** PEM certificates that replace the default roots, which are those that Node.js trusts. */
  readonly ca?: string | readonly string[] | undefined
  /** A PEM certificate, or a chain of them, for servers that ask for one; together with `key`. None by default. */
  readonly cert?: string | readonly string[] | undefined
  /** The PEM key of `cert`. None by default. */
  readonly key?: string | undefined
  /** What `key` is encrypted with. None by default. */
  readonly passphrase?: string | undefined
  /**
   * The http or https URL of a proxy, which may hold credentials, or `'environment'`: `http_proxy`, `https_proxy`,
   * `all_proxy` and `no_proxy`, read as curl does. Not together with `addresses` other than `'any'`. None by default.
   * @example proxy: 'http://user:password@proxy.internal:3128'
   */
  readonly proxy?: string | URL | undefined
  /** The most that the header fields of a response may have, names and values, in bytes; 65,536 by default. */
  readonly maxHeaderBytes?: number | undefined
}

/**
 * Makes a transport over HTTP/1.1 that keeps its connections between requests, for any number of batches. `close`
 * leaves no socket and no timer; attempts under way then fail as `aborted`. Throws a TypeError for invalid options.
 */
export function createTransport(options: TransportOptions = {}): Transport & { close(): Promise<void> } {
  const {
    addresses = 'any',
    resolve,
    connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS,
    ca,
    cert,
    key,
    passphrase,
    proxy,
    maxHeaderBytes = DEFAULT_MAX_HEADER_BYTES,
    ...unknown
  } = options
  const [unknownOption] = Object.keys(unknown)
  if (unknownOption !== undefined) throw new TypeError(`Invalid option ${unknownOption}: there is no such option`)
  if (!DurationMs.is(connectTimeoutMs))
    throw new TypeError(`Invalid option connectTimeoutMs: must be ${DurationMs.name}, got ${connectTimeoutMs}`)
  if (!HeaderBytes.is(maxHeaderBytes))
    throw new TypeError(`Invalid option maxHeaderBytes: must be ${HeaderBytes.name}, got ${String(maxHeaderBytes)}`)
  if (resolve !== undefined && typeof resolve !== 'function')
    throw new TypeError(`Invalid option resolve: must be a function, got ${typeof resolve}`)
  assertCertificates(ca)
  const guard = decodeAddresses(addresses)
  const proxyOf = decodeProxy(proxy)
  if (proxy !== undefined && addresses !== 'any')
    throw new TypeError(
      "Invalid option proxy: must be left out beside addresses other than 'any', which would judge it",
    )
  const resolver = resolve === undefined ? createResolver() : { resolve, cancel: () => {} }
  const means = { guard, resolve: resolver.resolve, connectTimeoutMs, ca }
  const direct = createDial({ ...means, identity: clientIdentity({ cert, key, passphrase }) })
  const dial =
    proxy === undefined ? direct : dialThrough({ proxyOf, direct, toProxy: createDial(means), connectTimeoutMs })
  const maxSockets = socketLimit()
  const pool = createConnectionPool({ dial, maxSockets, maxHeaderBytes, ...(proxy === undefined ? {} : { proxyOf }) })
  return Object.assign(undiciTransport({ pool, guard }), {
    maxSockets,
    close: async () => {
      resolver.cancel()
      await pool.close()
    },
  })
}

/** A root that does not parse would be left out silently, and every server refused later. */
function assertCertificates(ca: TransportOptions['ca']): void {
  if (ca === undefined) return
  try {
    const certificates = Array.isArray(ca) ? ca : [ca]
    for (const pem of certificates) new X509Certificate(pem)
    if (certificates.length > 0) return
  } catch {
    // told below
  }
  throw new TypeError(`Invalid option ca: must be PEM certificates, got ${Array.isArray(ca) ? 'an array' : typeof ca}`)
}

function decodeAddresses(addresses: Addresses): AddressGuard {
  const isList =
    typeof addresses === 'object' &&
    addresses !== null &&
    Array.isArray(addresses.allow) &&
    addresses.allow.every((entry) => typeof entry === 'string')
  if (addresses !== 'any' && addresses !== 'public' && !isList)
    throw new TypeError(
      `Invalid option addresses: must be 'any', 'public' or { allow: [...] }, got ${String(addresses)}`,
    )
  try {
    return createAddressGuard(addresses)
  } catch (error) {
    throw new TypeError(`Invalid option addresses.allow: ${error instanceof Error ? error.message : 'it is no list'}`)
  }
}
