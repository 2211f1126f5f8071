import { TransportFailure } from '../TransportFailure.ts'

/** Codes of Node's DNS functions that say that there is no such name, not that nobody could tell. */
const NO_SUCH_NAME = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA', 'EBADNAME'])

export const dnsCodeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

/** Whether the code says that there is no such name. */
export const isNoSuchName = (code: string): boolean => NO_SUCH_NAME.has(code)

/** `EAI_AGAIN` where asking again may help, else `ENOTFOUND`. */
export const dnsFailure = (code: string): TransportFailure =>
  isNoSuchName(code)
    ? new TransportFailure({ kind: 'dns', message: 'The host name was not found', code: 'ENOTFOUND' })
    : new TransportFailure({ kind: 'dns', message: 'The host name could not be resolved', code: 'EAI_AGAIN' })
