import { TransportFailure } from '../TransportFailure.ts'

/** Descriptors are the process's own matter. */
const OWN_CODES = new Set(['EMFILE', 'ENFILE'])

/** A proxy's own failure, by what is known of it. */
export const proxyFailure = (code: string): TransportFailure =>
  new TransportFailure({ kind: 'connect', message: 'The proxy failed', code: `PROXY_${code}` })

/** What dialling a proxy failed with, as its own failure. */
export function toProxyFailure(failure: TransportFailure): TransportFailure {
  const { fetchError } = failure
  return 'code' in fetchError && !OWN_CODES.has(fetchError.code) ? proxyFailure(fetchError.code) : failure
}
