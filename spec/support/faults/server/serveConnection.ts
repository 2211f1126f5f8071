import type { Socket } from 'node:net'
import { parsePath } from '../address.ts'
import { UNREAD_MS } from '../clocks.ts'
import type { Exchange } from '../Exchange.ts'
import { faultNamed } from '../faults.ts'
import type { Sites } from './sites.ts'

/** How often each run and step have been asked for. */
export type Asked = Map<string, number>

const HEAD_END = '\r\n\r\n'
/** The first byte of a TLS handshake record, which a server that expects HTTP calls a bad request. */
const TLS_HANDSHAKE = 0x16

const parseHead = (text: string): Pick<Exchange, 'method' | 'headers'> & { readonly target: string } => {
  const [requestLine = '', ...fields] = text.split('\r\n')
  const [method = '', target = ''] = requestLine.split(' ')
  const headers: Record<string, string> = {}
  for (const field of fields) {
    const colon = field.indexOf(':')
    headers[field.slice(0, colon).toLowerCase()] = field.slice(colon + 1).trim()
  }
  return { method, target, headers }
}

/** Reads on after a time, because a socket that is not read does not tell that it is closed. */
const leaveUnread = (socket: Socket): void => {
  socket.removeAllListeners('data').pause()
  setTimeout(() => socket.resume(), UNREAD_MS)
}

/** Reads the requests of one connection and answers each with the fault that its path names. */
export function serveConnection(socket: Socket, sites: Sites, asked: Asked): void {
  let place = 0
  let received = Buffer.alloc(0)

  const serveNext = (): boolean => {
    const headEnd = received.indexOf(HEAD_END)
    if (headEnd === -1) return false
    const { method, target, headers } = parseHead(received.toString('latin1', 0, headEnd))
    const address = parsePath(target)
    const fault = address && faultNamed(address.fault)
    if (!address || !fault?.serve) {
      socket.end(`HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`)
      return false
    }
    const bodyStart = headEnd + HEAD_END.length
    const bodyEnd = bodyStart + Number(headers['content-length'] ?? 0)
    if (fault.beforeBody) leaveUnread(socket)
    else if (received.length < bodyEnd) return false
    const body = received.toString('utf8', bodyStart, bodyEnd)
    received = received.subarray(bodyEnd)
    place += 1
    const ownPlace = place
    const question = `${address.id}/${address.step}`
    const timesAsked = (asked.get(question) ?? 0) + 1
    asked.set(question, timesAsked)
    fault.serve({
      ...address,
      socket,
      method,
      headers,
      body,
      place,
      isLatest: () => place === ownPlace,
      asked: timesAsked,
      sites,
    })
    return true
  }

  socket.on('data', (chunk) => {
    if (socket.writableEnded) return // too late: nobody has read this request
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    if (received[0] === TLS_HANDSHAKE)
      socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    while (serveNext());
  })
}
