import { isIP } from 'node:net'
import type { FetchError } from '../domain/FetchError.ts'
import type { Hop } from '../domain/Hop.ts'
import { holds, isPublicAddress, toBlockList } from './addressRanges.ts'
import type { Resolve } from './names/Resolve.ts'
import { TransportFailure } from './TransportFailure.ts'

/**
 * Where a transport may connect to: anywhere, only to public addresses, or to those and to the given address blocks
 * (`10.0.0.0/8`), addresses and host names.
 */
export type Addresses = 'any' | 'public' | { readonly allow: readonly string[] }

/** Says the same whatever the reason: which addresses exist behind it is not for the one who asks to learn. */
const BLOCKED: FetchError = { kind: 'blocked', message: 'The request is not allowed' }

export const blocked = (): TransportFailure => new TransportFailure(BLOCKED)

/** Decides what a transport may send where. */
export type AddressGuard = {
  /** Throws a `blocked` failure for a request that may not be sent, before anything is resolved. */
  checkHop(hop: Pick<Hop, 'url' | 'headers'>): void
  /** Whether a host may be connected to at an address. */
  admits(hostname: string, address: string): boolean
  /** Fails as `blocked` if any of the answers is not admitted: a name with one bad address is bad. */
  guardResolve(resolve: Resolve): Resolve
}

/** Names that public DNS does not serve: RFC 6761, RFC 6762, RFC 8375, and ICANN's `.internal`. */
const PRIVATE_NAME = /^[^.]*$|\.(local|localhost|internal|home\.arpa)$/

/** As in a URL, but without the root's dot and an IPv6 literal's brackets. */
const bareHost = (hostname: string): string => hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '')

const OPEN: AddressGuard = { checkHop: () => {}, admits: () => true, guardResolve: (resolve) => resolve }

const HOST_NAME = /^(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*$/

/** Throws a TypeError that names the entry if one of `allow` is neither an address block nor a host name. */
export function createAddressGuard(addresses: Addresses): AddressGuard {
  if (addresses === 'any') return OPEN
  const allow = addresses === 'public' ? [] : addresses.allow.map((entry) => bareHost(entry.trim()))
  const isBlock = (entry: string): boolean => isIP(entry) !== 0 || entry.includes('/')
  const allowedBlocks = toBlockList(allow.filter(isBlock))
  const allowedHosts = new Set(allow.filter((entry) => !isBlock(entry)))
  for (const host of allowedHosts)
    if (!HOST_NAME.test(host)) throw new TypeError(`${JSON.stringify(host)} is no host name`)

  const admits = (hostname: string, address: string): boolean =>
    allowedHosts.has(bareHost(hostname)) || isPublicAddress(address) || holds(allowedBlocks, address)

  return {
    admits,
    checkHop({ url, headers }) {
      const host = bareHost(url.hostname)
      const isRefused =
        url.username !== '' ||
        url.password !== '' ||
        'host' in headers || // the server would take the request for another site's
        (isIP(host) === 0 && PRIVATE_NAME.test(host) && !allowedHosts.has(host))
      if (isRefused) throw blocked()
    },
    guardResolve: (resolve) => async (hostname) => {
      const answers = await resolve(hostname)
      if (answers.some(({ address }) => !admits(hostname, address))) throw blocked()
      return answers
    },
  }
}
