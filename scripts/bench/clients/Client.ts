/** What every contestant is told: how many requests to have in flight, and how long one call may take, in ms. */
export type Setting = { readonly concurrency: number; readonly timeoutMs: number }

/**
 * Prepares a client once per process; what comes back fetches every URL, keeps a parsed body or an error object for
 * each in input order, and tells how many of them hold the canned body.
 */
export type Client = (setting: Setting) => (urls: readonly string[]) => Promise<number>
