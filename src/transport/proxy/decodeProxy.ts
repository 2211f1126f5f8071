import { environmentProxy } from './environmentProxy.ts'
import type { ProxyOf } from './HttpProxy.ts'
import { parseProxy } from './parseProxy.ts'

/** Which proxy an option names for which target. Throws a TypeError that says what is wrong with it. */
export function decodeProxy(proxy: string | URL | undefined): ProxyOf {
  if (proxy === undefined) return () => undefined
  if (proxy === 'environment') return environmentProxy(process.env)
  if (typeof proxy !== 'string' && !(proxy instanceof URL))
    throw new TypeError(`Invalid option proxy: must be a URL or 'environment', got ${typeof proxy}`)
  const one = parseProxy('Invalid option proxy: it', String(proxy))
  return () => one
}
