import type { FetchResponse } from './FetchResponse.ts'

/**
 * How many hops a response took. A transport that follows redirects but does not count them is taken to have followed one
 * if the URL is another than the attempt's.
 */
export const hopsOf = ({ hops, url }: FetchResponse, attemptUrl: string): number => hops ?? (url === attemptUrl ? 1 : 2)
