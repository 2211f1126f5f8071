import type { FetchError, FetchOptions } from 'rx-fanout'

/** No token is asked for twice because of several requests that were sent with the old one. */
const YOUNG_MS = 5_000

const is401 = (error: FetchError | undefined) => error?.kind === 'status' && error.status === 401

/** For requests to the one API that the token is for: `{ ...withToken(login), concurrency: 50 }`. */
export function withToken(login: () => Promise<string>): Pick<FetchOptions, 'prepare' | 'retryWhen'> {
  let token: Promise<string> | undefined
  let sinceMs = Number.NEGATIVE_INFINITY
  return {
    prepare: async (attempt, { lastError }) => {
      if (token === undefined || (is401(lastError) && performance.now() - sinceMs > YOUNG_MS)) {
        token = login()
        sinceMs = performance.now()
      }
      return { ...attempt, headers: { ...attempt.headers, authorization: `Bearer ${await token}` } }
    },
    retryWhen: (error) => is401(error) || undefined,
  }
}
