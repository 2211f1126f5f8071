import type { FetchResult } from '../../../../src/index.ts'

/** How often each kind of failure is among the results, and `success`. */
export const kindsOf = (results: Iterable<FetchResult>): Record<string, number> => {
  const kinds: Record<string, number> = {}
  for (const result of results) {
    const kind = result.outcome === 'success' ? 'success' : result.error.kind
    kinds[kind] = (kinds[kind] ?? 0) + 1
  }
  return kinds
}
