import type { Exchange } from './Exchange.ts'
import { head, wire } from './wire.ts'

/** What a server does with one request. */
export type Behaviour = (exchange: Exchange) => void

type Bytes = string | Uint8Array

/** Calls `act` every `ms` until the socket is gone. */
const whileOpen = ({ socket }: Exchange, ms: number, act: () => void): void => {
  const timer = setInterval(act, ms)
  socket.once('close', () => clearInterval(timer))
}

/** Sends a whole answer with its length, and closes unless connections are kept alive. */
export const answer =
  (status: string, fields: readonly string[], body: Bytes = ''): Behaviour =>
  (exchange) => {
    const bytes = wire(body)
    const connection = exchange.keepAlive ? [] : ['connection: close']
    send(wire(head(status, ...connection, ...fields, `content-length: ${bytes.length}`), bytes))(exchange)
  }

/** Sends raw bytes, and closes without notice unless connections are kept alive. */
export const send =
  (...bytes: readonly Bytes[]): Behaviour =>
  ({ socket, keepAlive }) => {
    socket.write(wire(...bytes))
    if (!keepAlive) socket.end()
  }

/** Sends raw bytes and then nothing any more, the connection open. */
export const hangAfter =
  (...bytes: readonly Bytes[]): Behaviour =>
  ({ socket }) => {
    if (bytes.length > 0) socket.write(wire(...bytes))
  }

/** Sends raw bytes and closes. */
export const endAfter =
  (...bytes: readonly Bytes[]): Behaviour =>
  ({ socket }) => {
    socket.end(wire(...bytes))
  }

/** Sends raw bytes and resets the connection. */
export const resetAfter =
  (...bytes: readonly Bytes[]): Behaviour =>
  ({ socket }) => {
    const all = wire(...bytes)
    if (all.length === 0) socket.resetAndDestroy()
    else socket.write(all, () => socket.resetAndDestroy())
  }

/** Sends raw bytes, then one byte of `rest` every `everyMs`, over and over. */
export const drip =
  (first: Bytes, rest: Bytes, everyMs: number): Behaviour =>
  (exchange) => {
    const bytes = wire(rest)
    let at = 0
    if (first.length > 0) exchange.socket.write(first)
    whileOpen(exchange, everyMs, () => {
      exchange.socket.write(bytes.subarray(at, at + 1))
      at = (at + 1) % bytes.length
    })
  }

const BLOCK_BYTES = 65_536

const blockOf = (unit: Bytes): Buffer => {
  const bytes = wire(unit)
  return wire(...Array.from({ length: Math.ceil(BLOCK_BYTES / bytes.length) }, () => bytes))
}

/** Sends raw bytes, then `unit` without end, as fast as the client reads. */
export const flood = (first: Bytes, unit: Bytes): Behaviour => {
  const block = blockOf(unit)
  return ({ socket }) => {
    const pump = () => {
      while (!socket.destroyed && socket.write(block));
    }
    socket.write(first)
    socket.on('drain', pump)
    pump()
  }
}

/** How often a stream sends one block: 16 MB/s, so that those which run to the clock leave the client some time. */
const STREAM_EVERY_MS = 4

/** Sends raw bytes, then `unit` without end, at a steady pace. */
export const stream = (first: Bytes, unit: Bytes): Behaviour => {
  const block = blockOf(unit)
  return (exchange) => {
    exchange.socket.write(first)
    whileOpen(exchange, STREAM_EVERY_MS, () => {
      if (!exchange.socket.writableNeedDrain) exchange.socket.write(block)
    })
  }
}

/** Behaves in turn: first for the first time that a run asks, and so on, last for all further times. */
export const inTurn =
  (first: Behaviour, ...later: readonly Behaviour[]): Behaviour =>
  (exchange) =>
    ([first, ...later].at(Math.min(exchange.asked - 1, later.length)) ?? first)(exchange)
