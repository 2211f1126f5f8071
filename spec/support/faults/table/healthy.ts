import { gzipSync } from 'node:zlib'
import { answer, type Behaviour } from '../behaviours.ts'
import type { Exchange } from '../Exchange.ts'
import { success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import { CHUNKED, chunks, head, JSON_TYPE, wire } from '../wire.ts'

const SLOW_MS = 50
const padding = 'x'.repeat(800)

/** Names its run, so that it can be told whose answer it is. */
const bodyFor = (id: string): string => JSON.stringify({ id, padding })

const plain: Behaviour = (exchange) => answer('200 OK', [JSON_TYPE], bodyFor(exchange.id))(exchange)

const slow: Behaviour = (exchange) => {
  setTimeout(() => plain(exchange), SLOW_MS)
}

const gzipped: Behaviour = (exchange) =>
  answer('200 OK', [JSON_TYPE, 'content-encoding: gzip'], gzipSync(bodyFor(exchange.id)))(exchange)

/** In four pieces, some time apart. */
const inPieces: Behaviour = (exchange: Exchange) => {
  const { socket, keepAlive } = exchange
  const connection = keepAlive ? 'keep-alive' : 'close'
  const bytes = wire(head('200 OK', JSON_TYPE, CHUNKED, `connection: ${connection}`), chunks(bodyFor(exchange.id), 300))
  const pieceBytes = Math.ceil(bytes.length / 4)
  const sendFrom = (at: number): void => {
    socket.write(bytes.subarray(at, at + pieceBytes))
    if (at + pieceBytes < bytes.length) setTimeout(sendFrom, 2, at + pieceBytes)
    else if (!keepAlive) socket.end()
  }
  sendFrom(0)
}

const healthy = (name: string, serve: Behaviour, more: Partial<Fault> = {}): Fault => ({
  name: `healthy-${name}`,
  serve,
  expected: ({ id }) => success({ id, padding }, { status: 200, attempts: 1 }),
  ...more,
})

/** Requests with nothing wrong, which must come through whatever goes on beside them. */
export const HEALTHY: readonly Fault[] = [
  healthy('plain', plain),
  healthy('slow', slow),
  healthy('gzipped', gzipped),
  healthy('in-pieces', inPieces),
  healthy('on-another-origin', plain, { site: 'http2' }),
  healthy('over-tls', plain, { site: 'https' }),
]
