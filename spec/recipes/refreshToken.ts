import type { FetchError, FetchOptions } from 'rx-fanout'

const is401 = (error: FetchError | undefined) => error?.kind === 'status' && error.status === 401

/** Options for requests to one API. A token is not asked for twice since several were sent with the old one. */
export function withToken(login: () => Promise<string>, youngMs = 5_000): Pick<FetchOptions, 'prepare' | 'retryWhen'> {
  let token: Promise<string> | undefined
  let sinceMs = Number.NEGATIVE_INFINITY
  return {
    prepare: async (attempt, { lastError }) => {
      if (token === undefined || (is401(lastError) && performance.now() - sinceMs > youngMs)) {
        token = login()
        sinceMs = performance.now()
      }
      return { ...attempt, headers: { ...attempt.headers, authorization: `Bearer ${await token}` } }
    },
    retryWhen: (error) => is401(error) || undefined,
  }
}
