import type { Socket } from 'node:net'
import type { TransportFailure } from '../TransportFailure.ts'
import { proxyFailure } from './proxyFailure.ts'

/** The largest head of an answer that is read, in bytes: as Node.js's own. */
const MAX_HEAD_BYTES = 16_384

const HEAD_END = '\r\n\r\n'

/** What the head of an answer to CONNECT says; RFC 9110 section 9.3.6: any 2xx opens the tunnel. */
const judge = (head: string): TransportFailure | null => {
  const [, status] = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |\r|$)/.exec(head) ?? []
  if (status === undefined) return proxyFailure('PROTOCOL')
  return status.startsWith('2') ? null : proxyFailure(status)
}

/**
 * Asks a proxy over a socket to it for a connection to `authority` (host and port), and calls back once: with null when
 * there is one, and the socket carries what goes there.
 */
export function openTunnel(
  socket: Socket,
  authority: string,
  authorization: string | undefined,
  callback: (failure: TransportFailure | null) => void,
): void {
  let received = Buffer.alloc(0)
  const end = (failure: TransportFailure | null): void => {
    socket.removeListener('readable', onReadable).removeListener('error', onError).removeListener('close', onClose)
    if (failure !== null) socket.on('error', () => {}).destroy()
    callback(failure)
  }
  const onError = (error: Error): void => end(proxyFailure((error as NodeJS.ErrnoException).code ?? 'UNKNOWN'))
  const onClose = (): void => end(proxyFailure('ECONNRESET'))
  const onReadable = (): void => {
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
      received = Buffer.concat([received, chunk])
      const at = received.indexOf(HEAD_END)
      if (at !== -1) {
        const isMore = received.byteLength > at + HEAD_END.length // servers of TLS do not speak first
        const failure = judge(received.toString('latin1', 0, at))
        end(failure ?? (isMore ? proxyFailure('PROTOCOL') : null))
        return
      }
      if (received.byteLength > MAX_HEAD_BYTES) {
        end(proxyFailure('PROTOCOL'))
        return
      }
    }
  }
  socket.on('readable', onReadable).on('error', onError).on('close', onClose)
  const fields = authorization === undefined ? '' : `proxy-authorization: ${authorization}\r\n`
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n${fields}\r\n`)
}
