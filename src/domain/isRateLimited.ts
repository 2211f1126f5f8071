import type { FetchErrorOf } from './FetchError.ts'
import { readQuota } from './words/readQuota.ts'

/** Only what remains matters here, not until when. */
const anyTime = (): number => 0

/** Whether a limiter refused the request unseen: 429, and 403 where the server says that nothing remains, as GitHub does. */
export const isRateLimited = ({ status, headers }: FetchErrorOf<'status'>): boolean =>
  status === 429 || (status === 403 && readQuota(status, headers, anyTime)?.remaining === 0)
