import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'

/** A server that answers byte by byte as a test says. */
export type SocketServer = {
  readonly port: number
  readonly origin: string
  /** How many connections there were so far. */
  readonly accepted: number
  /** How many of them are open. */
  readonly open: number
  /** Resolves when the connection of that number, from 0, is accepted. */
  connected(number: number): Promise<void>
  /** Resolves when it is closed. */
  closed(number: number): Promise<void>
  close(): Promise<void>
}

type Life = { readonly begin: PromiseWithResolvers<void>; readonly end: PromiseWithResolvers<void> }

/** Listens on a loopback port of its own, with TLS if there are options for it. */
export async function serveSockets(
  serve: (socket: Socket, number: number) => void,
  tls?: TlsOptions,
): Promise<SocketServer> {
  const lives: Life[] = []
  const open = new Set<Socket>()
  let accepted = 0
  let served = 0

  const lifeOf = (number: number): Life => {
    lives[number] ??= { begin: Promise.withResolvers(), end: Promise.withResolvers() }
    return lives[number]
  }
  const onConnection = (socket: Socket): void => {
    socket.on('error', () => {}) // clients cut connections at any time
    serve(socket, served++)
  }

  const server: Server = tls === undefined ? createServer(onConnection) : createTlsServer(tls, onConnection)
  server.on('tlsClientError', () => {})
  server.on('connection', (socket: Socket) => {
    const { begin, end } = lifeOf(accepted++)
    open.add(socket)
    begin.resolve()
    socket.on('error', () => {})
    socket.on('close', () => {
      open.delete(socket)
      end.resolve()
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo

  return {
    port,
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    get accepted() {
      return accepted
    },
    get open() {
      return open.size
    },
    connected: (number) => lifeOf(number).begin.promise,
    closed: (number) => lifeOf(number).end.promise,
    close: async () => {
      const closed = once(server.close(), 'close')
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}
