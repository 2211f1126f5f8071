import type { RequestPolicy } from './FetchPolicy.ts'

/** 429 and 503 say that the server is overloaded: the wait begins four times as long. */
const OVERLOAD_FACTOR = 4

/**
 * The wait before a retry in ms, with full jitter: evenly spread from 0 to the bound, which doubles with each retry.
 * @param retry the retry's number, from 1
 * @param random a number from 0 up to, but not including, 1
 */
export const backoffMs = (
  { retryDelayMs, maxRetryDelayMs }: Pick<RequestPolicy, 'retryDelayMs' | 'maxRetryDelayMs'>,
  retry: number,
  overloaded: boolean,
  random: number,
): number => {
  const base = overloaded ? retryDelayMs * OVERLOAD_FACTOR : retryDelayMs
  return Math.floor(random * Math.min(maxRetryDelayMs, base * 2 ** (retry - 1)))
}
