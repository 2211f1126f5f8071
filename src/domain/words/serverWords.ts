import type { ResponseHeaders } from '../ResponseHeaders.ts'
import { retryAfterMs, serverNowMs } from '../retryAfter.ts'
import { type Quota, readQuota } from './readQuota.ts'

/** What an answer says of the requests that come after it. */
export type ServerWords = { readonly retryAfterMs?: number | undefined; readonly quota?: Quota | undefined }

const NO_WORDS: ServerWords = {}

/** Statuses whose `Retry-After` asks to send less, rather than to look again for something that is being made. */
const asksForLess = (status: number): boolean => status === 429 || status === 503 || status === 403

/** @param wallMs the time here, in ms of the epoch, for an answer that does not tell its own */
export function readWords(status: number, headers: ResponseHeaders, wallMs: () => number): ServerWords {
  const quota = readQuota(status, headers, () => serverNowMs(headers, wallMs()))
  if (!asksForLess(status)) return quota === undefined ? NO_WORDS : { quota }
  return { retryAfterMs: retryAfterMs(headers, wallMs()), quota }
}
