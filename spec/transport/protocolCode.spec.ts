import { expect } from 'chai'
import { createTransport } from '../../src/transport/createTransport.ts'
import { protocolCode } from '../../src/transport/protocolCode.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { head, onRequest } from '../support/httpMessages.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { sendInVain } from '../support/send.ts'
import { serveSockets } from '../support/serveSockets.ts'

const chunked = (chunks: string): string => `${head('200 OK', 'transfer-encoding: chunked')}${chunks}`
const withField = (field: string): string => `HTTP/1.1 200 OK\r\n${field}\r\n\r\n`

/** Responses that are none, and the code that Node.js's own parser has for each. */
const ANSWERS: Readonly<Record<string, string>> = {
  '220 mail.test ESMTP\r\n': 'HPE_INVALID_CONSTANT',
  'HTTX/1.1 200 OK\r\n\r\n': 'HPE_INVALID_CONSTANT',
  '\x00\x00\x12\x04\x00\x00\x00\x00\x00': 'HPE_INVALID_CONSTANT',
  'HTTP/9.1 200 OK\r\n\r\n': 'HPE_INVALID_VERSION',
  'HTTP/1 200 OK\r\n\r\n': 'HPE_INVALID_VERSION',
  'HTTP/1.1 2x0 OK\r\n\r\n': 'HPE_INVALID_STATUS',
  'HTTP/1.1 2000 OK\r\n\r\n': 'HPE_INVALID_STATUS',
  'HTTP/1.1 200 OK\na: b\n\n': 'HPE_CR_EXPECTED',
  [withField(' a: b')]: 'HPE_UNEXPECTED_SPACE',
  [withField('bad name: b')]: 'HPE_INVALID_HEADER_TOKEN',
  [withField('no colon')]: 'HPE_INVALID_HEADER_TOKEN',
  [withField('a: \0b')]: 'HPE_INVALID_HEADER_TOKEN',
  [withField('a: b\r\n folded')]: 'HPE_INVALID_HEADER_TOKEN',
  [withField('a: b\rc: d')]: 'HPE_LF_EXPECTED',
  [withField('content-length: x')]: 'HPE_INVALID_CONTENT_LENGTH',
  [withField('content-length: -1')]: 'HPE_INVALID_CONTENT_LENGTH',
  [withField('content-length:')]: 'HPE_INVALID_CONTENT_LENGTH',
  [withField('transfer-encoding: chunked\r\ncontent-length: 1')]: 'HPE_INVALID_CONTENT_LENGTH',
  [chunked('zz\r\n')]: 'HPE_INVALID_CHUNK_SIZE',
  [chunked('fffffffffffffffffff\r\n')]: 'HPE_INVALID_CHUNK_SIZE',
  [chunked('5\nhello')]: 'HPE_CR_EXPECTED',
  [chunked('5;a\x01\r\nhello\r\n0\r\n\r\n')]: 'HPE_STRICT',
  [chunked('5\r\nhelloxx\r\n')]: 'HPE_STRICT',
}

describe('protocolCode', () => {
  useRealSockets()
  const closing = closeAfterEach()

  for (const [answer, code] of Object.entries(ANSWERS))
    it(`is ${code} for ${JSON.stringify(answer)}`, async () => {
      const server = closing(
        await serveSockets((socket) => onRequest(socket, () => socket.write(Buffer.from(answer, 'latin1')))),
      )
      const error = await sendInVain(closing(createTransport()), server.origin)
      expect(error).to.deep.equal({ kind: 'protocol', message: 'The response is not valid HTTP', code })
    })

  for (const message of [
    undefined,
    '',
    'Invalid header token',
    'Response does not match the HTTP/1.1 protocol (secret)',
  ])
    it(`is HPE_UNKNOWN for ${JSON.stringify(message)}`, () => {
      expect(protocolCode(message)).to.equal('HPE_UNKNOWN')
    })
})
