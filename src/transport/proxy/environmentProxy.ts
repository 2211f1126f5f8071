import type { ProxyOf } from './HttpProxy.ts'
import { isExempt } from './isExempt.ts'
import { parseProxy } from './parseProxy.ts'

/** curl's, for proxies that name none. */
const DEFAULT_PORT = '1080'

/**
 * The proxies that an environment names, read as curl does: `http_proxy`, `https_proxy`, `all_proxy` for both, and
 * `no_proxy`, or the same in capitals but for `HTTP_PROXY`, which a web server sets to what a client sends as `Proxy`. What
 * has no scheme is http. Throws a TypeError that names a variable that is wrong.
 */
export function environmentProxy(env: Readonly<Record<string, string | undefined>>): ProxyOf {
  const find = (...names: readonly string[]) => {
    const name = names.find((one) => (env[one] ?? '').trim() !== '')
    if (name === undefined) return undefined
    const text = (env[name] ?? '').trim()
    return parseProxy(name, /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`, DEFAULT_PORT)
  }
  const http = find('http_proxy', 'all_proxy', 'ALL_PROXY')
  const https = find('https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY')
  const noProxy = env.no_proxy || env.NO_PROXY || ''
  return ({ protocol, hostname }) => {
    const proxy = protocol === 'https:' ? https : http
    return proxy === undefined || isExempt(hostname, noProxy) ? undefined : proxy
  }
}
