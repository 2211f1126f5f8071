import { maxHeaderSize } from 'node:http'
import { type FetchError, toFetchError } from '../domain/FetchError.ts'
import { tooLarge } from '../domain/tooLarge.ts'
import { CLOSED, TransportFailure } from './TransportFailure.ts'

export const cutOff = (code: string): FetchError => ({ kind: 'socket', message: 'The connection was cut off', code })
const notHttp = (code: string): FetchError => ({ kind: 'protocol', message: 'The response is not valid HTTP', code })

/**
 * Whatever an HTTP exchange failed with, as a `FetchError`. Only codes are copied: messages and other fields of these
 * errors hold addresses, URLs and bytes of the peer.
 * @param headersReceived tells a body that was cut short from headers that contradict themselves
 */
export function toTransportError(error: unknown, headersReceived: boolean): FetchError {
  if (error instanceof TransportFailure) return error.fetchError
  const { name, code, message } = Object(error) as { name?: unknown; code?: unknown; message?: unknown }
  if (name === 'HTTPParserError') {
    // undici leaves out the code of most of these, so that the parser's fixed words have to do
    if (String(message).includes('Invalid EOF state')) return cutOff('HPE_INVALID_EOF_STATE')
    return notHttp(typeof code === 'string' ? code : 'HPE_UNKNOWN')
  }
  switch (code) {
    case 'UND_ERR_HEADERS_OVERFLOW':
      return tooLarge('headers', maxHeaderSize)
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return headersReceived ? cutOff(code) : notHttp(code)
    case 'UND_ERR_SOCKET':
      return message === 'bad response' || message === 'bad upgrade' ? notHttp(code) : cutOff(code)
    case 'ERR_ASSERTION': // raised by a status below 100
      return notHttp(code)
    case 'UND_ERR_ABORTED':
    case 'UND_ERR_CLOSED':
    case 'UND_ERR_DESTROYED':
      return CLOSED
    case 'UND_ERR_INVALID_ARG':
    case 'UND_ERR_NOT_SUPPORTED':
      return { kind: 'invalid-request', message: 'Invalid request: it cannot be sent as HTTP', field: 'request' }
    default:
      return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? cutOff(code) : toFetchError(error)
  }
}
