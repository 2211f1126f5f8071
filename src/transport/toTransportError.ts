import { type FetchError, toFetchError } from '../domain/FetchError.ts'
import { TransportFailure } from './TransportFailure.ts'
import { tooLarge } from './tooLarge.ts'

/** What undici accepts of header fields, in bytes: Node's default. */
const MAX_HEADER_BYTES = 16_384

const cutOff = (code: string): FetchError => ({ kind: 'socket', message: 'The connection was cut off', code })
const notHttp = (code: string): FetchError => ({ kind: 'protocol', message: 'The response is not valid HTTP', code })

/**
 * Whatever an HTTP exchange failed with, as a `FetchError`. Only codes are copied: messages and other fields of these
 * errors hold addresses, URLs and bytes of the peer.
 * @param headersReceived tells a body that was cut short from headers that contradict themselves
 */
export function toTransportError(error: unknown, headersReceived: boolean): FetchError {
  if (error instanceof TransportFailure) return error.fetchError
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown }
  if (name === 'HTTPParserError') {
    if (code === 'HPE_INVALID_EOF_STATE') return cutOff(code)
    return notHttp(typeof code === 'string' ? code : 'HPE_UNKNOWN')
  }
  switch (code) {
    case 'UND_ERR_HEADERS_OVERFLOW':
      return tooLarge('headers', MAX_HEADER_BYTES)
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return headersReceived ? cutOff(code) : notHttp(code)
    case 'UND_ERR_SOCKET':
      return message === 'bad response' || message === 'bad upgrade' ? notHttp(code) : cutOff(code)
    case 'ERR_ASSERTION': // raised by a status below 100
      return notHttp(code)
    case 'UND_ERR_ABORTED':
    case 'UND_ERR_CLOSED':
    case 'UND_ERR_DESTROYED':
      return { kind: 'aborted', message: 'The transport was closed' }
    case 'UND_ERR_INVALID_ARG':
    case 'UND_ERR_NOT_SUPPORTED':
      return { kind: 'invalid-request', message: 'Invalid request: it cannot be sent as HTTP', field: 'request' }
    default:
      return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? cutOff(code) : toFetchError(error)
  }
}
