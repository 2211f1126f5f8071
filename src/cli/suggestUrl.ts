import { isIP } from 'node:net'
import { nearestName } from '../domain/nearestName.ts'
import { resolveUrl, trimBlanks } from '../domain/parseUrl.ts'
import { redactUrl } from '../domain/redactUrl.ts'

/** A scheme, and what stands between it and the host, as people mistype them. */
const MISTYPED = /^([a-z]{2,8})[:;]?\/{1,2}(?=[^/])/i

/** Not a host and its port. */
const OTHER_SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d)/i

const isHost = (host: string): boolean =>
  host === 'localhost' || isIP(host.replace(/^\[|\]$/g, '')) > 0 || /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(host)

/** The http or https URL that was probably meant by something else, fit to be shown; undefined if there is none. */
export function suggestUrl(text: string): string | undefined {
  const trimmed = trimBlanks(text)
  if (/\s/.test(trimmed) || trimmed.startsWith('http://') || trimmed.startsWith('https://')) return undefined
  const [start = '', scheme = ''] = MISTYPED.exec(trimmed) ?? []
  const meant = nearestName(scheme, ['http', 'https'])
  if (meant === undefined && OTHER_SCHEME.test(trimmed)) return undefined
  const url =
    meant === undefined ? `http://${trimmed.replace(/^\/\//, '')}` : `${meant}://${trimmed.slice(start.length)}`
  const host = resolveUrl(url)?.hostname ?? ''
  const isTyped = isIP(host) === 0 || trimmed.includes(host) // not the address that any number stands for
  return isTyped && isHost(host) ? redactUrl(url) : undefined
}
