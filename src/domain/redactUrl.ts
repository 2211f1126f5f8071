import { resolveUrl } from './parseUrl.ts'

/** Without `=` it may be a token, and no name. */
const redactParameter = (parameter: string): string => {
  const nameEnd = parameter.indexOf('=')
  return nameEnd < 0 ? parameter && '…' : `${parameter.slice(0, nameEnd)}=…`
}

/** A URL fit for logs and tables: without its credentials, its fragment, and the values of its query. */
export const redactUrl = (url: string): string => {
  const parsed = resolveUrl(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return 'an invalid URL' // its parts may be secrets
  const names = new Set(
    parsed.search
      .slice(1)
      .split('&')
      .map(redactParameter)
      .filter((name) => name !== ''),
  )
  const { protocol, host, pathname } = parsed
  return `${protocol}//${host}${pathname}${names.size === 0 ? '' : `?${[...names].join('&')}`}`
}
