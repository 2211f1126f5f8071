import { type FetchError, toFetchError } from '../domain/FetchError.ts'
import { tooLarge } from '../domain/tooLarge.ts'
import { protocolCode } from './protocolCode.ts'
import { CLOSED, TransportFailure } from './TransportFailure.ts'

export const cutOff = (code: string): FetchError => ({ kind: 'socket', message: 'The connection was cut off', code })
const notHttp = (code: string): FetchError => ({ kind: 'protocol', message: 'The response is not valid HTTP', code })

/** OpenSSL's code for an alert of the peer: under TLS 1.3 a server judges the client after the client's handshake. */
export const isTlsAlert = (code: unknown): code is string =>
  typeof code === 'string' && /^ERR_SSL_[A-Z0-9_/]*ALERT_/.test(code)

/**
 * Whatever an HTTP exchange failed with, as a `FetchError`. Only codes are copied: messages and other fields of these
 * errors hold addresses, URLs and bytes of the peer.
 * @param headersReceived tells a body that was cut short from headers that contradict themselves
 * @param maxHeaderBytes the limit that headers had
 */
export function toTransportError(error: unknown, headersReceived: boolean, maxHeaderBytes: number): FetchError {
  if (error instanceof TransportFailure) return error.fetchError
  const { name, code, message } = Object(error) as { name?: unknown; code?: unknown; message?: unknown }
  if (name === 'HTTPParserError') {
    const reason = typeof code === 'string' ? code : protocolCode(message)
    return reason === 'HPE_INVALID_EOF_STATE' ? cutOff(reason) : notHttp(reason)
  }
  if (isTlsAlert(code)) return { kind: 'tls', message: 'The server refused the TLS connection', code }
  switch (code) {
    case 'UND_ERR_HEADERS_OVERFLOW':
      return tooLarge('headers', maxHeaderBytes)
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return headersReceived ? cutOff(code) : notHttp(code)
    case 'UND_ERR_SOCKET':
      return message === 'bad response' || message === 'bad upgrade' ? notHttp(code) : cutOff(code)
    case 'ERR_ASSERTION': // raised by a status below 100
      return notHttp(code)
    case 'EMFILE': // undici opens a file of its own for the first connection
    case 'ENFILE':
      return { kind: 'connect', message: 'The connection failed', code }
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
