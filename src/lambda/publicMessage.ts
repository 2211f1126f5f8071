import type { FetchError } from '../domain/FetchError.ts'

/** Messages of this library's own for what was not expected. */
const OWN = /^Unexpected error \(\w{1,40}\)$|^The transport completed without a response$/

/** The message of an error that whoever sent the event, and the log, may see: nothing of what a transport's code threw. */
export const publicMessage = ({ kind, message }: FetchError): string =>
  kind === 'unexpected' && !OWN.test(message) ? 'Unexpected error' : message
