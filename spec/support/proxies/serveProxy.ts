import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** What a proxy was asked for: method, and URL or authority. */
export type Asked = { readonly method: string; readonly target: string; readonly authorization: string | undefined }

export type ProxyServer = {
  readonly port: number
  readonly asked: readonly Asked[]
  close(): Promise<void>
}

type Options = {
  readonly tls?: { readonly key: string; readonly cert: string }
  /** What it answers instead of doing as it is asked. */
  readonly refusal?: string
}

/** A proxy on a loopback port of its own, which connects to loopback, whatever host it is asked for. */
export async function serveProxy({ tls, refusal }: Options = {}): Promise<ProxyServer> {
  const asked: Asked[] = []
  const open = new Set<Socket>()
  const note = ({ method = '', url = '', headers }: IncomingMessage): void =>
    void asked.push({ method, target: url, authorization: headers['proxy-authorization'] })
  const server = tls === undefined ? createServer() : createHttpsServer(tls)
  server.on('request', (incoming, outgoing) => {
    note(incoming)
    if (refusal !== undefined) {
      outgoing.socket?.end(refusal)
      return
    }
    const { port, pathname, search } = new URL(incoming.url ?? '')
    const { 'proxy-authorization': _, ...headers } = incoming.headers
    const options = { host: '127.0.0.1', port, path: pathname + search, method: incoming.method, headers }
    const onward = request({ ...options, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.writeHead(502).end())
    incoming.pipe(onward)
  })
  server.on('connect', (incoming: IncomingMessage, socket: Duplex) => {
    note(incoming)
    socket.on('error', () => {})
    if (refusal !== undefined) {
      socket.end(refusal)
      return
    }
    const onward = connect(Number(/:(\d+)$/.exec(incoming.url ?? '')?.[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'))
    socket.on('close', () => onward.destroy())
  })
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => {}).on('close', () => open.delete(socket))
  })
  server.on('tlsClientError', () => {})
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: async () => {
      const closed = once(server.close(), 'close')
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}
