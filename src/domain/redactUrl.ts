/** A URL fit for logs and tables: without its credentials, its fragment, and the values of its query. */
export const redactUrl = (url: string): string => {
  const parsed = URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return 'an invalid URL' // its parts may be secrets
  const names = [...new Set(parsed.searchParams.keys())].map((name) => `${encodeURIComponent(name)}=…`)
  const { protocol, host, pathname } = parsed
  return `${protocol}//${host}${pathname}${names.length === 0 ? '' : `?${names.join('&')}`}`
}
