import { expect } from 'chai'
import { FetchError } from '../../src/domain/FetchError.ts'
import { TransportFailure } from '../../src/transport/TransportFailure.ts'
import { toTransportError } from '../../src/transport/toTransportError.ts'

const SECRET = '203.0.113.7 https://user:password@api.example/?token=1'

/** An error as undici and Node.js make them, with things that must not be told. */
const errorWith = (own: { code?: unknown; name?: string; message?: string }): Error =>
  Object.assign(new Error(own.message ?? SECRET), {
    address: SECRET,
    socket: { remoteAddress: SECRET },
    data: Buffer.from(SECRET),
    ...own,
  })

const cutOff = (code: string): FetchError => ({ kind: 'socket', message: 'The connection was cut off', code })
const notHttp = (code: string): FetchError => ({ kind: 'protocol', message: 'The response is not valid HTTP', code })
const CLOSED: FetchError = { kind: 'aborted', message: 'The transport was closed' }
const NOT_SENDABLE: FetchError = {
  kind: 'invalid-request',
  message: 'Invalid request: it cannot be sent as HTTP',
  field: 'request',
}
const unexpected = (name: string): FetchError => ({ kind: 'unexpected', message: `Unexpected error (${name})` })

type Row = readonly [thrown: unknown, expected: FetchError]

const ROWS: Readonly<Record<string, Row>> = {
  'a cut-off before the head': [errorWith({ code: 'UND_ERR_SOCKET' }), cutOff('UND_ERR_SOCKET')],
  'a response to no request': [
    errorWith({ code: 'UND_ERR_SOCKET', message: 'bad response' }),
    notHttp('UND_ERR_SOCKET'),
  ],
  'an upgrade that nobody asked for': [
    errorWith({ code: 'UND_ERR_SOCKET', message: 'bad upgrade' }),
    notHttp('UND_ERR_SOCKET'),
  ],
  'headers that are too large': [
    errorWith({ code: 'UND_ERR_HEADERS_OVERFLOW' }),
    {
      kind: 'too-large',
      message: "The response's headers are larger than 65536 bytes",
      part: 'headers',
      limitBytes: 65_536,
    },
  ],
  'a parser error with a code': [
    errorWith({ name: 'HTTPParserError', code: 'HPE_INVALID_CONSTANT' }),
    notHttp('HPE_INVALID_CONSTANT'),
  ],
  'a parser error without a code': [errorWith({ name: 'HTTPParserError' }), notHttp('HPE_UNKNOWN')],
  'a parser error with a reason': [
    errorWith({
      name: 'HTTPParserError',
      message: 'Response does not match the HTTP/1.1 protocol (Invalid header token)',
    }),
    notHttp('HPE_INVALID_HEADER_TOKEN'),
  ],
  'a parser error with a reason of its own': [
    errorWith({ name: 'HTTPParserError', message: 'Response does not match the HTTP/1.1 protocol (203.0.113.7)' }),
    notHttp('HPE_UNKNOWN'),
  ],
  'a parser error at the end': [
    errorWith({
      name: 'HTTPParserError',
      message: 'Response does not match the HTTP/1.1 protocol (Invalid EOF state)',
    }),
    cutOff('HPE_INVALID_EOF_STATE'),
  ],
  'an alert of TLS 1.3': [
    errorWith({ code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }),
    {
      kind: 'tls',
      message: 'The server refused the TLS connection',
      code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    },
  ],
  'an alert of TLS 1.2': [
    errorWith({ code: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE' }),
    { kind: 'tls', message: 'The server refused the TLS connection', code: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE' },
  ],
  'a parser error with a number': [errorWith({ name: 'HTTPParserError', code: 5 }), notHttp('HPE_UNKNOWN')],
  'an assertion about a status': [errorWith({ code: 'ERR_ASSERTION' }), notHttp('ERR_ASSERTION')],
  'a request aborted by undici': [errorWith({ code: 'UND_ERR_ABORTED' }), CLOSED],
  'a closed client': [errorWith({ code: 'UND_ERR_CLOSED' }), CLOSED],
  'a destroyed client': [errorWith({ code: 'UND_ERR_DESTROYED' }), CLOSED],
  'an argument that undici refuses': [errorWith({ code: 'UND_ERR_INVALID_ARG' }), NOT_SENDABLE],
  'a field that undici does not support': [errorWith({ code: 'UND_ERR_NOT_SUPPORTED' }), NOT_SENDABLE],
  ECONNRESET: [errorWith({ code: 'ECONNRESET' }), cutOff('ECONNRESET')],
  EMFILE: [errorWith({ code: 'EMFILE' }), { kind: 'connect', message: 'The connection failed', code: 'EMFILE' }],
  EPIPE: [errorWith({ code: 'EPIPE' }), cutOff('EPIPE')],
  ETIMEDOUT: [errorWith({ code: 'ETIMEDOUT' }), cutOff('ETIMEDOUT')],
  ENETUNREACH: [errorWith({ code: 'ENETUNREACH' }), cutOff('ENETUNREACH')],
  'a code that nobody knows': [errorWith({ code: 'ERR_WHATEVER' }), unexpected('Error')],
  'a code that is a number, as of timeouts': [errorWith({ code: 23 }), unexpected('Error')],
  'an empty code': [errorWith({ code: '' }), unexpected('Error')],
  'an error without a code': [new RangeError(SECRET), unexpected('RangeError')],
  'a string': [SECRET, unexpected('string')],
  'a number': [7, unexpected('number')],
  'a FetchError': [cutOff('EPIPE'), cutOff('EPIPE')],
  'a failure of the transport': [new TransportFailure(CLOSED), CLOSED],
}

describe('toTransportError', () => {
  for (const [what, [thrown, expected]] of Object.entries(ROWS)) {
    it(`takes ${what} for ${expected.kind}`, () => {
      expect(toTransportError(thrown, false, 65_536)).to.deep.equal(expected)
    })

    it(`tells nothing of what is in ${what}`, () => {
      const error = toTransportError(thrown, true, 65_536)
      expect(FetchError.is(error)).to.equal(true)
      expect(JSON.stringify(error)).not.to.contain('203.0.113.7')
    })
  }

  it('takes a wrong content-length for a cut-off once there are headers, and for no HTTP before', () => {
    const mismatch = errorWith({ code: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' })
    expect(toTransportError(mismatch, true, 65_536)).to.deep.equal(cutOff('UND_ERR_RES_CONTENT_LENGTH_MISMATCH'))
    expect(toTransportError(mismatch, false, 65_536)).to.deep.equal(notHttp('UND_ERR_RES_CONTENT_LENGTH_MISMATCH'))
  })
})
