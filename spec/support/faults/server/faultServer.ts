import { once } from 'node:events'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { SECRET } from '../secret.ts'
import { openBlackHole } from './blackHole.ts'
import { certificate } from './certificates.ts'
import { createControlServer } from './control.ts'
import { type Asked, serveConnection } from './serveConnection.ts'
import type { SiteName, Sites } from './sites.ts'

export type FaultServer = { readonly sites: Sites; readonly close: () => Promise<void> }

/** No process serves tcpmux any more, and the port is never given out to clients. */
const REFUSED_PORT = 1

/** The first half of a TLS 1.2 server hello record. */
const HALF_SERVER_HELLO = Buffer.from('160303005a0200005603035f0e', 'hex')

const afterHello = (act: (socket: Socket) => void) =>
  createTcpServer((socket) => socket.once('data', () => act(socket)))

/** Starts every site on a free port of the loopback interface. */
export async function startFaultServer(): Promise<FaultServer> {
  const sites: Record<string, number> = { refused: REFUSED_PORT }
  const asked: Asked = new Map()
  const sockets = new Set<Socket>()
  const serve = (socket: Socket) => serveConnection(socket, sites as Sites, asked)
  const overTls = (options: TlsOptions) => createTlsServer(options, serve)

  const servers: Record<Exclude<SiteName, 'blackHole' | 'refused' | 'control'>, Server> = {
    http: createTcpServer(serve),
    http2: createTcpServer(serve),
    https: overTls(certificate('good')),
    selfSigned: overTls(certificate('self-signed')),
    expired: overTls(certificate('expired')),
    notYetValid: overTls(certificate('not-yet-valid')),
    wrongHost: overTls(certificate('wrong-host')),
    untrusted: overTls(certificate('untrusted')),
    oldTls: overTls({
      ...certificate('good'),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    }),
    tlsHang: createTcpServer((socket) => socket.resume()),
    tlsStall: afterHello((socket) => socket.write(HALF_SERVER_HELLO)),
    tlsGarbage: afterHello((socket) => socket.write(`220 ${SECRET} ESMTP ready\r\n`)),
    tlsEnd: afterHello((socket) => socket.end()),
    tlsReset: afterHello((socket) => socket.resetAndDestroy()),
    reset: createTcpServer((socket) => socket.resetAndDestroy()),
    close: createTcpServer((socket) => socket.resume().end()),
    impatient: createTcpServer((socket) => {
      socket.resume().end('HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    }),
  }

  for (const server of Object.values(servers)) {
    server.on('tlsClientError', () => {})
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {}) // the client may cut any connection at any time
      socket.on('close', () => sockets.delete(socket))
    })
    // TLS hides its sockets' errors from the listener above.
    server.on('secureConnection', (socket: Socket) => socket.on('error', () => {}))
  }

  const blackHole = await openBlackHole()
  sites.blackHole = blackHole.port
  const control = createControlServer({
    connections: () => sockets.size,
    cutAll: (how) => {
      for (const socket of sockets) {
        if (how === 'reset') socket.resetAndDestroy()
        else if (how === 'end') socket.end()
        else socket.removeAllListeners('data')
      }
    },
  })
  const listening = Object.entries<Server>({ ...servers, control })
  for (const [name, server] of listening) {
    await once(server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }), 'listening')
    sites[name] = (server.address() as AddressInfo).port
  }

  return {
    sites: sites as Sites,
    close: async () => {
      const closed = listening.map(([, server]) => once(server.close(), 'close'))
      for (const socket of sockets) socket.destroy()
      await Promise.all([...closed, blackHole.close()])
    },
  }
}
