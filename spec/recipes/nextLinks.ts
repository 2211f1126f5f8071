import { type FetchError, type FetchResult, fetchBatch, type Prepare, type Transport } from 'rx-fanout'
import { expand } from 'rxjs'

export function allPages(first: string, login: () => Promise<string>, transport: Transport) {
  let token: Promise<string> | undefined
  const is401 = (error?: FetchError) => (error?.kind === 'status' && error.status === 401) || undefined
  const prepare: Prepare = async (attempt, { lastError }) => {
    if (new URL(attempt.url).origin !== new URL(first).origin) return attempt
    if (token === undefined || is401(lastError)) token = login()
    return { ...attempt, headers: { ...attempt.headers, authorization: `Bearer ${await token}` } }
  }
  const options = { transport, prepare, retryWhen: is401 }
  const bodyOf = (page: FetchResult) =>
    (page.outcome === 'success' ? page.body : null) as { next?: string | null } | null
  const nextOf = (page: FetchResult) => [bodyOf(page)?.next || []].flat().map((link) => new URL(link, page.url))
  return fetchBatch([first], options).pipe(expand((page) => fetchBatch(nextOf(page), options)))
}
