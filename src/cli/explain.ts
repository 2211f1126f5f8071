import type { FetchResult } from '../domain/FetchResult.ts'
import { type Located, placeOf } from './input/Located.ts'
import { suggestUrl } from './suggestUrl.ts'

/** Says of a request that cannot be sent also where it stands in the input, and which URL was probably meant. */
export function explain(result: FetchResult, located: Located | undefined): FetchResult {
  if (result.outcome === 'success' || result.error.kind !== 'invalid-request') return result
  const { message, field } = result.error
  const meant = field === 'url' || field === 'request' ? suggestUrl(result.url) : undefined
  const place = located && placeOf(located)
  const where = place === undefined ? message : message.replace(/^Invalid request/, `Invalid request in ${place}`)
  return {
    ...result,
    error: { ...result.error, message: meant === undefined ? where : `${where}; did you mean ${meant}?` },
  }
}
