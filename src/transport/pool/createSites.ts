import type { HttpProxy, ProxyOf } from '../proxy/HttpProxy.ts'
import type { Site } from './Site.ts'

/** Origins without a connection that are remembered. */
const MAX_REMEMBERED = 1_024

/** The proxy that is spoken to in place of an origin: to one of https there is a tunnel instead. */
const forwarderOf = (origin: string, proxyOf: ProxyOf | undefined): HttpProxy | undefined => {
  if (proxyOf === undefined || !origin.startsWith('http:')) return undefined
  return proxyOf({ protocol: 'http:', hostname: new URL(origin).hostname })
}

/** Gives what is known of an origin; forgets those that have no connection when there are many. */
export function createSites(proxyOf?: ProxyOf): { of(origin: string): Site; all(): Iterable<Site> } {
  const sites = new Map<string, Site>()
  const forgetOne = (): void => {
    for (const { origin, open, doubtful } of sites.values())
      if (open === 0 && doubtful.size === 0) {
        sites.delete(origin)
        return
      }
  }
  return {
    of(origin) {
      let site = sites.get(origin)
      if (site === undefined) {
        if (sites.size >= MAX_REMEMBERED) forgetOne()
        site = {
          origin,
          forwardedBy: forwarderOf(origin, proxyOf),
          trust: 'unknown',
          hastyUntilMs: 0,
          open: 0,
          idle: [],
          doubtful: new Set(),
          probation: undefined,
        }
        sites.set(origin, site)
      }
      return site
    },
    all: () => sites.values(),
  }
}
