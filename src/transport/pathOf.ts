import type { ParsedUrl } from '../domain/ParsedUrl.ts'

/** What a request line says of an http or https URL: path and query, also an empty one, which its `search` does not tell. */
export const pathOf = ({ href }: ParsedUrl): string => {
  const start = href.indexOf('/', href.indexOf('//') + 2) // credentials have no slash: it would be encoded
  const end = href.indexOf('#', start)
  return end === -1 ? href.slice(start) : href.slice(start, end)
}
