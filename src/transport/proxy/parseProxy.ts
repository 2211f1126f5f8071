import type { HttpProxy } from './HttpProxy.ts'

/** What a proxy may be, for messages; they never repeat it, since it may hold a password. */
const RULE = 'must be the http or https URL of a proxy'

const authorizationOf = ({ username, password }: URL): string | undefined => {
  if (username === '' && password === '') return undefined
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return `Basic ${Buffer.from(credentials).toString('base64')}`
}

/**
 * Reads the URL of a proxy. Throws a TypeError that says of `name` what is wrong.
 * @param port where the URL names none; by default that of its scheme
 */
export function parseProxy(name: string, text: string, port?: string): HttpProxy {
  const url = URL.parse(text)
  if (url === null) throw new TypeError(`${name} ${RULE}, got what does not parse as one`)
  const { protocol, hostname } = url
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError(`${name} ${RULE}, got another scheme`)
  const hasPort = url.port !== '' || /^[^/]*\/\/[^/?#]*:\d+(?:[/?#]|$)/.test(text.trim()) // the scheme's own is left out
  const ownPort = protocol === 'http:' ? '80' : '443'
  try {
    return {
      protocol,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (hasPort ? ownPort : (port ?? ownPort)) : url.port,
      authorization: authorizationOf(url),
    }
  } catch {
    throw new TypeError(`${name} ${RULE}, got broken percent-encoding in its credentials`)
  }
}
