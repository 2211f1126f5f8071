/** What llhttp, undici's parser, finds wrong with a response, by its code for it. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  HPE_INVALID_CONSTANT: ['Expected HTTP/, RTSP/ or ICE/', 'Expected HTTP/', 'Invalid word encountered'],
  HPE_INVALID_VERSION: [
    'Invalid HTTP version',
    'Invalid major version',
    'Invalid minor version',
    'Expected dot',
    'Expected space after version',
    'Expected CRLF after version',
  ],
  HPE_INVALID_STATUS: ['Invalid status code', 'Invalid response status'],
  HPE_UNEXPECTED_SPACE: ['Unexpected space after start line'],
  HPE_INVALID_HEADER_TOKEN: [
    'Invalid header token',
    'Invalid header field char',
    'Invalid header value char',
    'Unexpected whitespace after header value',
  ],
  HPE_INVALID_CONTENT_LENGTH: [
    'Empty Content-Length',
    'Invalid character in Content-Length',
    'Content-Length overflow',
    "Content-Length can't be present with Transfer-Encoding",
  ],
  HPE_UNEXPECTED_CONTENT_LENGTH: ['Duplicate Content-Length'],
  HPE_INVALID_TRANSFER_ENCODING: [
    "Transfer-Encoding can't be present with Content-Length",
    'Invalid `Transfer-Encoding` header value',
  ],
  HPE_INVALID_CHUNK_SIZE: ['Invalid character in chunk size', 'Chunk size overflow'],
  HPE_CR_EXPECTED: [
    'Missing expected CR after response line',
    'Missing expected CR after header value',
    'Missing expected CR after chunk size',
    'Missing expected CR after chunk data',
    'Missing expected CR after chunk extension name',
    'Missing expected CR after chunk extension value',
  ],
  HPE_LF_EXPECTED: ['Missing expected LF after header value'],
  HPE_STRICT: [
    'Expected LF after CR',
    'Expected LF after headers',
    'Expected LF after chunk size',
    'Expected LF after chunk data',
    'Invalid character in chunk extensions',
    'Invalid character in chunk extensions name',
    'Invalid character in chunk extensions value',
    'Invalid character in chunk extensions quote value',
    'Invalid character in chunk extensions quoted value',
    'Invalid quoted-pair in chunk extensions quoted value',
  ],
  HPE_CLOSED_CONNECTION: ['Data after `Connection: close`'],
  HPE_INVALID_EOF_STATE: ['Invalid EOF state'],
}

const codes = new Map(Object.entries(REASONS).flatMap(([code, reasons]) => reasons.map((reason) => [reason, code])))

const PREFIX = 'Response does not match the HTTP/1.1 protocol ('

/** The parser's code for the reason in a message of undici, which leaves it out; only known reasons, no bytes of the peer. */
export const protocolCode = (message: unknown): string => {
  const text = String(message)
  return (text.startsWith(PREFIX) && codes.get(text.slice(PREFIX.length, -1))) || 'HPE_UNKNOWN'
}
