import { once } from 'node:events'
import type { TransportOptions } from '../../src/transport/createTransport.ts'
import { openBlackHole } from './faults/server/blackHole.ts'
import { head, onRequest } from './httpMessages.ts'
import { type SocketServer, serveSockets } from './serveSockets.ts'
import { until } from './until.ts'

/** Where an attempt stands still for ever. */
export type Phase = {
  readonly url: string
  readonly options?: TransportOptions
  /** Resolves once an attempt at `url` is there. */
  readonly reached: () => Promise<unknown>
  /** The server, where the attempt has come so far as to have a connection. */
  readonly server?: SocketServer
}

type Closing = <T extends { close(): Promise<void> }>(closable: T) => T

const dials = (): number => process.getActiveResourcesInfo().filter((name) => name === 'ConnectWrap').length

/** A server that answers the first request with some bytes, and then with nothing more. */
const stopAfter =
  (bytes: string) =>
  async (closing: Closing): Promise<Phase> => {
    const sent = Promise.withResolvers<void>()
    const server = closing(
      await serveSockets((socket) => onRequest(socket, () => socket.write(bytes, () => sent.resolve()))),
    )
    return { url: server.origin, reached: () => sent.promise, server }
  }

/** Opens each phase by what goes on in it. */
export const PHASES: Readonly<Record<string, (closing: Closing) => Promise<Phase>>> = {
  'the name is being resolved': async () => {
    const asked = Promise.withResolvers<void>()
    const resolve = () => {
      asked.resolve()
      return new Promise<never>(() => {})
    }
    return { url: 'http://api.test/', options: { resolve }, reached: () => asked.promise }
  },

  'a connection is being made': async (closing) => {
    const { port } = closing(await openBlackHole())
    const before = dials()
    const reached = () =>
      until(
        () => 'there is one dial more',
        () => dials() > before,
      )
    return { url: `http://127.0.0.1:${port}/`, reached }
  },

  'TLS is being agreed on': async (closing) => {
    const hello = Promise.withResolvers<void>()
    const server = closing(
      await serveSockets((socket) => {
        void once(socket, 'data').then(() => hello.resolve())
      }),
    )
    return { url: `https://127.0.0.1:${server.port}/`, reached: () => hello.promise, server }
  },

  'no answer has come': stopAfter(''),
  'half of the head has come': stopAfter('HTTP/1.1 200 OK\r\ncontent-'),
  'an interim response has come': stopAfter(head('103 Early Hints')),
  'half of the body has come': stopAfter(`${head('200 OK', 'content-length: 10')}hello`),
  'a body without an end has begun': stopAfter(`${head('200 OK')}hello`),
}
