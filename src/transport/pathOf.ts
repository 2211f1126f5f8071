/** Whether a URL has a query without a character, which its `search` does not tell. */
const hasEmptyQuery = ({ href }: URL): boolean => {
  const mark = href.indexOf('?')
  const hash = href.indexOf('#')
  return mark !== -1 && (hash === -1 || mark < hash)
}

/** What a request line says of a URL: path and query, also an empty one. */
export const pathOf = (url: URL): string => {
  const { search } = url
  return url.pathname + (search === '' && hasEmptyQuery(url) ? '?' : search)
}
