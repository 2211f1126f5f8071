import type { Socket } from 'node:net'

/** A request as a server reads it. */
export type HeardRequest = {
  readonly method: string
  readonly path: string
  /** By lower-case name; of repeated ones the last. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The end of a head, or -1. */
const headEnd = (text: string): number => text.indexOf('\r\n\r\n')

const parseHead = (head: string): Omit<HeardRequest, 'body'> => {
  const [requestLine = '', ...fields] = head.split('\r\n')
  const [method = '', path = ''] = requestLine.split(' ')
  const headers = fields.map((field) => {
    const colon = field.indexOf(':')
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()]
  })
  return { method, path, headers: Object.fromEntries(headers) }
}

/** Calls back with each whole request on a socket and its number there, from 0. Chunked bodies are not known here. */
export function onRequest(socket: Socket, listener: (request: HeardRequest, number: number) => void): void {
  let unread = ''
  let number = 0
  socket.on('data', (chunk) => {
    unread += chunk.toString('latin1')
    for (let end = headEnd(unread); end !== -1; end = headEnd(unread)) {
      const head = parseHead(unread.slice(0, end))
      const bodyEnd = end + 4 + Number(head.headers['content-length'] ?? 0)
      if (unread.length < bodyEnd) return
      const body = unread.slice(end + 4, bodyEnd)
      unread = unread.slice(bodyEnd)
      listener({ ...head, body }, number++)
    }
  })
}

/** The head of a response, to the empty line. */
export const head = (status: string, ...fields: readonly string[]): string =>
  [`HTTP/1.1 ${status}`, ...fields, '', ''].join('\r\n')

/** A whole response whose body has a `content-length`. */
export const response = (status: string, fields: readonly string[], body = ''): string =>
  head(status, ...fields, `content-length: ${Buffer.byteLength(body)}`) + body

/** A whole 200 with a body of text. */
export const ok = (body: string): string => response('200 OK', ['content-type: text/plain'], body)
